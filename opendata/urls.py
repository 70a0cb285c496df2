"""The open API below /api/v1/."""

from django.urls import include, path, re_path

from opendata.features.views.collections import CollectionsView, CollectionView, QueryablesView, SchemaView
from opendata.features.views.items import ItemsView, ItemView
from opendata.features.views.service import (
    ConformanceView,
    DocsView,
    LandingView,
    NothingHereView,
    OpenApiView,
)

urlpatterns = [
    path("", LandingView.as_view(), name="api_landing"),
    path("conformance", ConformanceView.as_view(), name="api_conformance"),
    path("openapi.json", OpenApiView.as_view(), name="api_openapi"),
    path("docs/", DocsView.as_view(), name="api_docs"),
    path("collections", CollectionsView.as_view(), name="api_collections"),
    path("collections/<str:name>", CollectionView.as_view(), name="api_collection"),
    path("collections/<str:name>/items", ItemsView.as_view(), name="api_items"),
    path("collections/<str:name>/items/<str:fid>", ItemView.as_view(), name="api_item"),
    path("collections/<str:name>/queryables", QueryablesView.as_view(), name="api_queryables"),
    path("collections/<str:name>/schema", SchemaView.as_view(), name="api_schema"),
    path("", include("opendata.tiles.urls")),
    re_path(r"^.*$", NothingHereView.as_view(), name="api_nothing"),
]
