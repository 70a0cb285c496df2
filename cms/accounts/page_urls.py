"""Wagtail's own sign-in page for private pages takes a password and asks for nothing more: ours stands in its place."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="page_login"),
]
