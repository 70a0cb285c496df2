"""Filters of the API's pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language as text_in_language
from opendata.features.documents import JSON_FORMATS
from opendata.tables.contract import Field
from opendata.tables.wording import TYPE_TITLES

register = template.Library()

SCHEMA_TITLES = {
    (("string", JSON_FORMATS[kind]) if kind in JSON_FORMATS else (kind.value, "")): title
    for kind, title in TYPE_TITLES.items()
}
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
def type_words(field: Field) -> str:
    """`Whole number (integer)`: for people, and as the documents of the interface call it."""
    return f"{TYPE_TITLES[field.type]} ({field.type.value})"


@register.filter
def schema_words(entry: Mapping[str, Any]) -> str:
    """The same of a property in a JSON Schema; what has no word of ours keeps the schema's."""
    kind, form = entry.get("type", ""), entry.get("format", "")
    bare = f"{kind} {form}".strip()
    title = SCHEMA_TITLES.get((kind, form))
    return f"{title} ({bare})" if title else bare


@register.filter
def format_name(address: str) -> str:
    """The format that an address asks for, as a link's words: `…&f=csv` is CSV."""
    asked = parse_qs(urlsplit(address).query).get("f", ["geojson"])[0]
    return FORMAT_NAMES.get(asked, asked)
