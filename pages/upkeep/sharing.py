"""Pages whose languages share a part, such as a form: a change of that part alone makes no translation out of date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry, Revision

from pages.base.models import BasePage

PUBLISHED = "wagtail.publish"
# Of what every page has; the rest is where it stands and when it changed.
WORDS_OF_EVERY_PAGE = frozenset({"title", "seo_title", "search_description"})
PARAGRAPH_ID = re.compile(r' data-block-key="\w+"')
NO_WORDS = frozenset({"reviewed_on"})
# A page and a moment.
Since = tuple[int, datetime]


def unchanged_words(asked: Iterable[tuple[Mapping[str, Any], datetime]], grace: timedelta) -> set[Since]:
    """Of the pages and moments asked for those after which nothing was published but what the languages share.

    Two queries, and none where no page shares anything.
    """
    sharing = [(row, since) for row, since in asked if _shared(_model(row))]
    if not sharing:
        return set()
    published: dict[int, list[tuple[datetime, int]]] = {}
    entries = PageLogEntry.objects.filter(
        page_id__in={row["pk"] for row, _since in sharing}, action=PUBLISHED, revision__isnull=False
    )
    for page_id, moment, revision_id in entries.order_by("timestamp").values_list(
        "page_id", "timestamp", "revision_id"
    ):
        published.setdefault(page_id, []).append((moment, revision_id))
    compared = [
        (row, since, before)
        for row, since in sharing
        if (before := _before(published.get(row["pk"], []), since + grace)) and row["live_revision_id"]
    ]
    contents = dict(
        Revision.objects.filter(
            pk__in={
                number for row, _since, before in compared for number in (before, row["live_revision_id"])
            }
        ).values_list("pk", "content")
    )
    return {
        (row["pk"], since)
        for row, since, before in compared
        if _words(_model(row), contents.get(before)) == _words(_model(row), contents[row["live_revision_id"]])
    }


def _model(row: Mapping[str, Any]) -> type[Page] | None:
    return ContentType.objects.get_for_id(row["content_type_id"]).model_class()


def _shared(model: type[Page] | None) -> frozenset[str]:
    return model.shared_by_languages if model is not None and issubclass(model, BasePage) else frozenset()


def _before(published: list[tuple[datetime, int]], moment: datetime) -> int | None:
    """The revision that was public at a moment."""
    return next((revision for then, revision in reversed(published) if then <= moment), None)


def _words(model: type[Page] | None, content: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What a translation follows, of a revision."""
    if model is None or content is None:
        return None
    every = {field.name for field in Page._meta.get_fields()} - WORDS_OF_EVERY_PAGE
    fields = {field.name: field for field in model._meta.get_fields()}
    names = fields.keys() - every - _shared(model) - NO_WORDS
    return {name: _plain(content.get(name), fields[name]) for name in names}


def _plain(value: Any, field: Any) -> Any:
    """As if the editor had saved it: that gives ids to blocks and paragraphs, and wraps the items of older lists."""
    if isinstance(field, StreamField) and isinstance(value, str):
        value = json.loads(value or "[]")
    return _bare(value) or None


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if isinstance(value, dict):
        known = {name: _bare(each) for name, each in value.items() if name != "id"}
        return known["value"] if known.keys() == {"type", "value"} and known["type"] == "item" else known
    return PARAGRAPH_ID.sub("", value) if isinstance(value, str) else value
