"""The component gallery, for developers only."""

from django.conf import settings
from django.urls import URLPattern, path

from cms.theme.views import gallery

urlpatterns: list[URLPattern] = []

if settings.DEBUG:
    urlpatterns += [
        path("_components/", gallery, name="theme_gallery"),
        path("_components/<str:language>/<str:sheet>/", gallery, name="theme_gallery_sheet"),
    ]
