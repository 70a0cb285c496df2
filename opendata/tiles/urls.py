"""Tiles, below /api/v1/."""

from django.urls import path

from opendata.tiles.views import TileJsonView, TilesetsView, TileView

PLACE = "<str:zoom>/<str:row>/<str:column>"

urlpatterns = [
    path("collections/<str:name>/tiles", TilesetsView.as_view(), name="api_tilesets"),
    path("collections/<str:name>/tiles/WebMercatorQuad", TileJsonView.as_view(), name="api_tilejson"),
    path(f"collections/<str:name>/tiles/WebMercatorQuad/{PLACE}", TileView.as_view(), name="api_tile"),
    path("tiles/WebMercatorQuad", TileJsonView.as_view(), name="api_tilejson_together"),
    path(f"tiles/WebMercatorQuad/{PLACE}", TileView.as_view(), name="api_tile_together"),
]
