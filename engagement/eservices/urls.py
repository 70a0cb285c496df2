from django.urls import path

from engagement.eservices.views import at_service
from engagement.intake import views

app_name = "engagement_eservices"
DRAFT = "<str:slug>/apply/<uuid:draft_id>/"
urlpatterns = [
    path("<str:slug>/apply/", at_service(views.start, "start"), name="start"),
    path("<str:slug>/apply/continue/", at_service(views.resume, "resume"), name="resume"),
    path(
        "<str:slug>/apply/continue/<str:code>/",
        at_service(views.resume_by_link, "resume_by_link"),
        name="resume_by_link",
    ),
    path(DRAFT, at_service(views.open_draft, "open"), name="open"),
    path(f"{DRAFT}review/", at_service(views.review, "review"), name="review"),
    path(f"{DRAFT}done/", at_service(views.done, "done"), name="done"),
    path(f"{DRAFT}leave/", at_service(views.leave, "leave"), name="leave"),
    path(f"{DRAFT}<uuid:step_id>/", at_service(views.step, "step"), name="step"),
    path(f"{DRAFT}<uuid:step_id>/keep/", at_service(views.keep, "keep"), name="keep"),
]
