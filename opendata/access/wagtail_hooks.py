"""Puts keys into the admin, below "Data"."""

from __future__ import annotations

from django.urls import URLPattern
from wagtail import hooks

from opendata.access.viewsets import URLS, KeyViewSet


@hooks.register("register_admin_viewset")
def register_keys() -> KeyViewSet:
    """Keys, in the menu "Data"."""
    return KeyViewSet()


@hooks.register("register_admin_urls")
def key_urls() -> list[URLPattern]:
    """The button that takes a key back."""
    return URLS
