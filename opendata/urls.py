"""The open API below /api/v1/."""

from django.urls import include, path, re_path

from opendata.features.views.aggregates import AggregatesView
from opendata.features.views.changes import ChangesView
from opendata.features.views.collections import (
    CollectionsView,
    CollectionView,
    QueryablesView,
    SchemaView,
    SortablesView,
)
from opendata.features.views.item import ItemView
from opendata.features.views.items import ItemsView
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
    path("collections/<str:name>/sortables", SortablesView.as_view(), name="api_sortables"),
    path("collections/<str:name>/schema", SchemaView.as_view(), name="api_schema"),
    path("collections/<str:name>/aggregates", AggregatesView.as_view(), name="api_aggregates"),
    path("collections/<str:name>/changes", ChangesView.as_view(), name="api_changes"),
    path("", include("opendata.tiles.urls")),
    path("", include("opendata.exports.urls")),
    re_path(r"^.*$", NothingHereView.as_view(), name="api_nothing"),
]
