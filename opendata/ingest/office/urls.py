"""Addresses of the room's pages, below /admin/data/."""

from django.urls import path
from django.views.generic import RedirectView

from opendata.ingest.office.views import harvests, listing, receiving, upload

app_name = "ingest"
urlpatterns = [
    # Whoever shortens an address comes to what the menu calls "Datasets".
    path("", RedirectView.as_view(pattern_name="datasets:index"), name="data"),
    path("new/", receiving.NewDatasetView.as_view(), name="new"),
    path("newer/<slug:name>/", receiving.NewStateView.as_view(), name="new_state"),
    path("uploads/", listing.UploadsView.as_view(), name="uploads"),
    path("uploads/<int:number>/", upload.UploadView.as_view(), name="upload"),
    path("uploads/<int:number>/progress/", upload.ProgressView.as_view(), name="progress"),
    path("uploads/<int:number>/cancel/", upload.CancelView.as_view(), name="cancel"),
    path("uploads/<int:number>/again/", upload.AgainView.as_view(), name="again"),
    path("uploads/<int:number>/report/", upload.ReportView.as_view(), name="report"),
    path("fetched/", harvests.HarvestsView.as_view(), name="harvests"),
    path("fetched/new/", harvests.HarvestView.as_view(), name="new_harvest"),
    path("fetched/<int:number>/", harvests.HarvestView.as_view(), name="harvest"),
    path("fetched/<int:number>/remove/", harvests.RemoveHarvestView.as_view(), name="remove_harvest"),
]
