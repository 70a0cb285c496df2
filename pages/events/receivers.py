"""An event's times follow from what is published."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from pages.events.actions import spread_event
from pages.events.models import EventPage


@receiver(page_published, sender=EventPage)
def spread_published(instance: EventPage, **_kwargs: Any) -> None:
    """The times of the version that is public now."""
    spread_event(instance)
