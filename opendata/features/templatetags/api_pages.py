"""Filters of the API's pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language as text_in_language

register = template.Library()


@register.filter
def in_language(texts: dict[str, str]) -> str:
    """A text by language in the language of the page."""
    return text_in_language(texts)


@register.filter
def for_people(value: Any) -> str:
    """A value of a row as people write it; nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    return str(value)
