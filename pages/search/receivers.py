"""Pages are found as soon as they are published, and no more once they are not."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from pages.search.actions import forget_page, index_page


@receiver(page_published)
def index_published(instance: Page, **_kwargs: Any) -> None:
    """The words of the version that is public now."""
    index_page(instance)


@receiver(page_unpublished)
def forget_unpublished(instance: Page, **_kwargs: Any) -> None:
    """A page that is taken back; a deleted one takes its words along by itself."""
    forget_page(instance)
