"""Documents to embed, their scripts, and what the scripts ask for."""

from django.urls import path

from maps.viewer.views import embed, items, locator, pick, places

app_name = "maps_viewer"
urlpatterns = [
    path("embed/<slug:name>/", embed.embed, name="embed"),
    path("embed/<slug:name>/map.js", embed.script, name="script"),
    path("embed/<slug:name>/summary/", items.summary, name="summary"),
    path("embed/<slug:name>/tiles/<int:z>/<int:y>/<int:x>", items.tile, name="tile"),
    path("card/<slug:collection>/<int:rowid>/", items.card, name="card"),
    path("locator/<slug:collection>/<int:rowid>.svg", locator.item, name="locator"),
    path("picture/<slug:name>.svg", locator.picture, name="picture"),
    path("pick/", pick.pick, name="pick"),
    path("pick/map.js", pick.script, name="pick-script"),
    path("places/search", places.search, name="place-search"),
]
