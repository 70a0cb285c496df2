"""Files of whole collections, below /api/v1/."""

from django.urls import path

from opendata.exports.views import ChecksumsView, ExportsView, ExportView

HERE = "collections/<str:name>/exports"

urlpatterns = [
    path(HERE, ExportsView.as_view(), name="api_exports"),
    path(f"{HERE}/SHA256SUMS", ChecksumsView.as_view(), name="api_export_checksums"),
    path(f"{HERE}/<str:format_name>", ExportView.as_view(), name="api_export"),
]
