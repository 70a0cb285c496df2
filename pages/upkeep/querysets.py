"""Pages that nobody has looked at for long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, F, Value
from django.db.models.functions import Cast, Coalesce
from wagtail.models import get_page_models

from pages.base.models import BasePage


def with_review(pages: Any) -> Any:
    """Adds `reviewed`: the day of the last review, whatever the page's type; None where there was none."""
    # From Wagtail's page each type is reached by its own name.
    columns: list[Any] = [
        F(f"{model._meta.model_name}__reviewed_on")
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    # Coalesce wants two, and there may be but one kind of page.
    return pages.annotate(reviewed=Coalesce(*columns, Value(None, DateField()), output_field=DateField()))


def stale(pages: Any, before: date) -> Any:
    """Public pages last reviewed, or where there was no review published, before a day; the longest ago first."""
    looked_at = Coalesce(F("reviewed"), Cast("last_published_at", DateField()), output_field=DateField())
    rows = with_review(pages.filter(live=True, depth__gte=2)).annotate(looked_at=looked_at)
    return rows.filter(looked_at__lt=before).order_by("looked_at", "title")
