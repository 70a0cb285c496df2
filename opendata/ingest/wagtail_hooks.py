"""Puts bringing data in into the admin, below "Data"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button, HeaderButton

from opendata.catalog.models import Dataset
from opendata.ingest.office import urls
from opendata.ingest.rules import may_keep_harvests, may_publish_data
from opendata.tables.registry import collections


class RuledMenuItem(MenuItem):
    """Shown to those whom a rule lets in."""

    def __init__(self, *args: Any, rule: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def is_shown(self, request: HttpRequest) -> bool:
        return self.rule(request.user)


@hooks.register("register_admin_urls")
def ingest_urls() -> list[URLPattern | URLResolver]:
    """All pages of the room."""
    return [path("data/", include(urls, namespace="ingest"))]


@hooks.register("register_data_menu_item")
def new_dataset_menu_item() -> MenuItem:
    """Data -> New dataset."""
    return RuledMenuItem(
        _("New dataset"),
        reverse("ingest:new"),
        name="data-new",
        icon_name="plus",
        order=5,
        rule=may_publish_data,
    )


@hooks.register("register_data_menu_item")
def uploads_menu_item() -> MenuItem:
    """Data -> Uploads."""
    return RuledMenuItem(
        _("Uploads"),
        reverse("ingest:uploads"),
        name="data-uploads",
        icon_name="upload",
        order=20,
        rule=may_publish_data,
    )


@hooks.register("register_data_menu_item")
def harvests_menu_item() -> MenuItem:
    """Data -> Fetched addresses."""
    return RuledMenuItem(
        _("Fetched addresses"),
        reverse("ingest:harvests"),
        name="data-fetched",
        icon_name="download",
        order=30,
        rule=may_keep_harvests,
    )


@hooks.register("register_dataset_header_buttons")
def new_dataset_button(user: Any) -> list[Button]:
    """Above the list of datasets."""
    if not may_publish_data(user):
        return []
    return [HeaderButton(_("New dataset"), url=reverse("ingest:new"), icon_name="plus")]


@hooks.register("register_dataset_listing_buttons")
def newer_file_button(dataset: Dataset, user: Any) -> list[Button]:
    """By a dataset whose rows come from files."""
    if not may_publish_data(user) or dataset.name in collections:
        return []
    url = reverse("ingest:new_state", args=[dataset.name])
    return [Button(_("Bring a newer file"), url=url, icon_name="upload", priority=20)]
