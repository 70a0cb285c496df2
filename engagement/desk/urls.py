from django.urls import path

from engagement.desk.public import documents, my, trace

app_name = "engagement_desk"
urlpatterns = [
    path("trace/", trace.find, name="trace"),
    path("trace/<int:year>/<int:number>/", trace.show, name="traced"),
    path("trace/<int:year>/<int:number>/log/", documents.log, name="traced_log"),
    path(
        "trace/<int:year>/<int:number>/documents/<int:document_id>/",
        documents.download,
        name="traced_document",
    ),
    path("trace/<int:year>/<int:number>/<slug:deed>/", trace.act, name="traced_deed"),
    path("my/", my.affairs, name="my"),
]
