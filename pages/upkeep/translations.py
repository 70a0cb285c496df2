"""How a page stands in each language of the town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page

from pages.base.trail import HOME_DEPTH
from pages.upkeep.choices import TranslationState
from pages.upkeep.sharing import Since, unchanged_words

# Pages that were put in together are published one after the other.
GRACE = timedelta(minutes=1)
FIELDS = (
    "pk", "title", "translation_key", "locale__language_code", "live", "alias_of_id", "first_published_at",
    "last_published_at", "content_type_id", "live_revision_id",
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """A page in one language; `page_id` None where it is missing."""

    code: str
    language: str
    state: TranslationState
    page_id: int | None
    source_id: int

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody has something to do."""
        return self.state not in (TranslationState.ORIGINAL, TranslationState.TRANSLATED)


def standings(wanted: Q, languages: list[str]) -> dict[UUID, list[Standing]]:
    """By translation key, in the order of the languages; `wanted` says which pages' groups.

    One query; two more where a translation is older than its original and both share something.
    """
    groups: dict[UUID, list[Row]] = defaultdict(list)
    pages = Page.objects.filter(wanted, depth__gte=HOME_DEPTH).order_by("path").values(*FIELDS)
    for row in pages:
        groups[row["translation_key"]].append(row)
    sources = {key: min(rows, key=lambda row: _age(row, languages)) for key, rows in groups.items()}
    older = [
        (sources[key], row["last_published_at"])
        for key, rows in groups.items()
        for row in rows
        if _state(row, sources[key]) == TranslationState.OUT_OF_DATE
    ]
    followed = unchanged_words(older, GRACE)
    return {key: _of_group(rows, sources[key], languages, followed) for key, rows in groups.items()}


def standings_of(page: Page, languages: list[str]) -> list[Standing]:
    """Those of one page."""
    return standings(Q(translation_key=page.translation_key), languages).get(page.translation_key, [])


def standings_around(pages: Iterable[Page], languages: list[str]) -> dict[UUID, list[Standing]]:
    """Those of several pages, in one query."""
    return standings(Q(translation_key__in={page.translation_key for page in pages}), languages)


def _of_group(rows: list[Row], source: Row, languages: list[str], followed: set[Since]) -> list[Standing]:
    by_code = {row["locale__language_code"]: row for row in rows}
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return [
        Standing(
            code=code,
            language=names.get(code, code),
            state=_state(by_code.get(code), source, followed),
            page_id=by_code[code]["pk"] if code in by_code else None,
            source_id=source["pk"],
        )
        for code in languages
    ]


def _age(row: Row, languages: list[str]) -> tuple[bool, bool, datetime | int, int]:
    """What was written first comes first; of what was put in at the same moment, the town's first language."""
    code = row["locale__language_code"]
    rank = languages.index(code) if code in languages else len(languages)
    first: datetime | None = row["first_published_at"]
    moment = int(first.timestamp() // GRACE.total_seconds()) if first else row["pk"]
    return row["alias_of_id"] is not None, first is None, moment, rank


def _state(row: Row | None, source: Row, followed: Collection[Since] = ()) -> TranslationState:
    if row is None or row["alias_of_id"] is not None:
        # An alias shows the other language's words: nobody has translated it.
        return TranslationState.MISSING
    if not row["live"]:
        return TranslationState.DRAFT
    if row is source:
        return TranslationState.ORIGINAL
    written, read = source["last_published_at"], row["last_published_at"]
    late = source["live"] and written and read and written > read + GRACE
    is_late = late and (source["pk"], read) not in followed
    return TranslationState.OUT_OF_DATE if is_late else TranslationState.TRANSLATED
