"""Pages of maps, under a language: the explorer, then the registers' own pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("maps.viewer.urls")),
    path("trees/", include("maps.trees.urls")),
]
