"""When a page leaves the public eye by other ways than its own save, its service follows."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from pages.services.actions import hand_over
from pages.services.models import ServicePage
from pages.services.offering import offer_page


def offer_again(instance: Any, **_told: Any) -> None:
    """A page that was unpublished or moved: its service stands where pages are left."""
    page = instance.specific if type(instance) is Page else instance
    if isinstance(page, ServicePage):
        offer_page(page, checks=False)


def before_deletion(instance: ServicePage, **_told: Any) -> None:
    """The first page of a group goes: the next one holds form and process from now on."""
    hand_over(instance)


def after_deletion(instance: ServicePage, **_told: Any) -> None:
    """What is left of the group is offered; nothing left: the service is taken off."""
    offer_page(instance, checks=False)


def restricted(instance: PageViewRestriction, **_told: Any) -> None:
    """A part of the tree became private, or public again."""
    pages = ServicePage.objects.descendant_of(instance.page, inclusive=True).live()
    with transaction.atomic():
        for page in pages:
            offer_page(page, checks=False)
