"""The catalogue for programs: addresses without a language, which name things for ever."""

from django.urls import path, re_path

from cms.kit.rdf.formats import EXTENSION
from opendata.catalog.documents import CatalogueView, DatasetView

urlpatterns = [
    path("catalog", CatalogueView.as_view(), name="catalog"),
    re_path(rf"^catalog\.{EXTENSION}$", CatalogueView.as_view(), name="catalog_document"),
    path("catalog/<slug:name>", DatasetView.as_view(), name="catalog_dataset"),
    re_path(
        rf"^catalog/(?P<name>[-a-zA-Z0-9_]+)\.{EXTENSION}$",
        DatasetView.as_view(),
        name="catalog_dataset_document",
    ),
]
