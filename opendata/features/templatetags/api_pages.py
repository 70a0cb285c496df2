"""Filters of the API's pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language as text_in_language

register = template.Library()

FORMAT_NAMES = {
    "geojson": "GeoJSON",
    "json": "JSON",
    "csv": "CSV",
    "ndjson": "NDJSON",
    "geojsonseq": "GeoJSON Text Sequences",
    "jsonfg": "JSON-FG",
}


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
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(number_format(value))
    return str(value)


@register.filter
def format_name(address: str) -> str:
    """The format that an address asks for, as a link's words: `…&f=csv` is CSV."""
    asked = parse_qs(urlsplit(address).query).get("f", ["geojson"])[0]
    return FORMAT_NAMES.get(asked, asked)
