"""Wagtail's sign-in page for private pages takes a password and nothing more: ours takes its place."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="page_login"),
]
