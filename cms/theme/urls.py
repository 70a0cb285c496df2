"""The town's icon; the component gallery, for developers only."""

from django.conf import settings
from django.urls import URLPattern, path

from cms.theme.views import favicon, gallery

urlpatterns: list[URLPattern] = [path("favicon.ico", favicon, name="favicon")]

if settings.DEBUG:
    urlpatterns += [
        path("_components/", gallery, name="theme_gallery"),
        path("_components/<str:language>/<str:sheet>/", gallery, name="theme_gallery_sheet"),
    ]
