"""Reports about pages, under a language."""

from django.urls import path

from pages.feedback import views

app_name = "pages_feedback"
urlpatterns = [
    path("", views.report, name="report"),
    path("thanks/", views.thanks, name="thanks"),
]
