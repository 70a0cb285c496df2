"""Kept public pages are dropped when something that they show has changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.municipalities.actions import forget_public_pages
from opendata.catalog.models import Dataset, Licence, Theme
from opendata.tables.models import Collection

PAGE_SIGNALS = (page_published, page_unpublished, page_slug_changed, post_page_move)
# A collection's row changes with each revision: figures, maps and dataset pages tell of it.
SHOWN_MODELS: tuple[type[Model], ...] = (PageViewRestriction, Dataset, Licence, Theme, Collection)


def forget(**_arguments: Any) -> None:
    """Whatever it was that changed: pages show parts of one another, so all are made anew."""
    forget_public_pages()


def watch(*models: type[Model]) -> None:
    """Rooms whose rows are shown around every page (menus) name them here."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"public pages show {model._meta.label}")


def connect() -> None:
    """Called once, while the apps start."""
    for signal in PAGE_SIGNALS:
        signal.connect(forget, dispatch_uid=f"public pages after {PAGE_SIGNALS.index(signal)}")
    post_delete.connect(forget, sender=Page, dispatch_uid="public pages after a deleted page")
    watch(*SHOWN_MODELS)
