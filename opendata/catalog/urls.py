from django.urls import path, re_path

from cms.kit.rdf.formats import EXTENSION
from opendata.catalog.dataset_views import dataset_page, revision_page, revisions_page
from opendata.catalog.documents import DatasetView
from opendata.catalog.feeds import FeedView
from opendata.catalog.views import catalogue

app_name = "opendata_catalog"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("feed.atom", FeedView.as_view(), name="feed"),
    path("<slug:name>/", dataset_page, name="dataset"),
    path("<slug:name>/revisions/", revisions_page, name="revisions"),
    path("<slug:name>/revisions/<int:number>/", revision_page, name="revision"),
    path("<slug:name>/feed.atom", FeedView.as_view(), name="dataset_feed"),
    re_path(
        rf"^(?P<name>[-a-zA-Z0-9_]+)\.{EXTENSION}$",
        DatasetView.as_view(revalidate=True),
        name="dataset_document",
    ),
]
