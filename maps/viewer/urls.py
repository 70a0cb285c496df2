"""The explorer's pages, under a language."""

from django.urls import path

from maps.viewer.views import explorer

app_name = "maps"
urlpatterns = [
    path("", explorer.index, name="index"),
    path("<slug:name>/", explorer.register, name="register"),
]
