from django.urls import path

from engagement.desk.public import counter, documents, my, trace
from engagement.desk.public.correct import correct
from engagement.desk.public.counter import for_somebody
from engagement.intake import views

app_name = "engagement_desk"
FOR_SOMEBODY = "counter/<uuid:draft_id>/"
urlpatterns = [
    path(FOR_SOMEBODY, for_somebody(views.open_draft), name="counter_open"),
    path(f"{FOR_SOMEBODY}review/", for_somebody(views.review), name="counter_review"),
    path(f"{FOR_SOMEBODY}done/", for_somebody(views.done), name="counter_done"),
    path(f"{FOR_SOMEBODY}leave/", for_somebody(counter.leave), name="counter_leave"),
    path(f"{FOR_SOMEBODY}<uuid:step_id>/", for_somebody(views.step), name="counter_step"),
    path(f"{FOR_SOMEBODY}<uuid:step_id>/keep/", for_somebody(views.keep), name="counter_keep"),
    path("trace/", trace.find, name="trace"),
    path("trace/verify_case_log.py", documents.log_script, name="log_script"),
    path("trace/<int:year>/<int:number>/", trace.show, name="traced"),
    path("trace/<int:year>/<int:number>/log/", documents.log, name="traced_log"),
    path(
        "trace/<int:year>/<int:number>/documents/<int:document_id>/",
        documents.download,
        name="traced_document",
    ),
    path("trace/<int:year>/<int:number>/correct/", correct, name="traced_correct"),
    path("trace/<int:year>/<int:number>/<slug:deed>/", trace.act, name="traced_deed"),
    path("my/", my.affairs, name="my"),
    path("my/claim/", my.claim, name="my_claim"),
]
