"""Puts the templates of documents into the admin."""

from __future__ import annotations

from django.urls import URLPattern
from wagtail import hooks

from engagement.documents.viewsets import URLS, TemplateViewSet


@hooks.register("register_admin_viewset")
def register_templates() -> TemplateViewSet:
    """Document templates, in the menu."""
    return TemplateViewSet()


@hooks.register("register_admin_urls")
def template_urls() -> list[URLPattern]:
    """Looking at a template, publishing it."""
    return URLS
