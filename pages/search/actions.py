"""Keeping the words of pages, and counting what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.audit.actions import record
from cms.kit.folding import fold
from cms.kit.stems import stem
from cms.municipalities.models import Municipality
from pages.base.contract import Question
from pages.base.models import BasePage
from pages.search.models import KEEP_ASKED, AskedWords, KnownWord, PageText, PromotedResult, SynonymGroup
from pages.search.vocabulary import known_words, texts_of_sources
from pages.search.words import PLAIN, dictionary_of, excerpt_of, words_in

# Once by the dictionary's stems, once by the words as they are (for beginnings), once by our own stems.
# Between the pieces stands a word that nobody can ask for, lest the end of one and the beginning of the next make a
# phrase.
_GAP = " || $$'|':1$$::tsvector || "
_PIECE = _GAP.join(
    [
        "setweight(to_tsvector(%s, %s), '{0}')",
        "setweight(to_tsvector('simple', %s), '{0}')",
        "setweight(to_tsvector('simple', %s), '{0}')",
    ]
)
_WEIGHTS = "ABD"
_VECTOR = (
    f"UPDATE pages_search_pagetext SET vector = {_GAP.join(_PIECE.format(weight) for weight in _WEIGHTS)} "  # noqa: S608 (no word of it comes from outside)
    "WHERE id = %s"
)
# A quarter of a megabyte of text is a book; PostgreSQL refuses vectors over one megabyte.
MOST_TEXT = 80_000
# What might tell of a person is not even counted: numbers as long as those of papers, addresses of mail.
_PERSONAL = re.compile(r"\d{5,}|@")
MOST_COUNTED_A_MONTH = 20_000


@transaction.atomic
def index_page(page: Page) -> PageText | None:
    """Writes the words of a page, or removes them when it is not public (any more)."""
    specific = page.specific
    if not page.live or not isinstance(specific, BasePage) or page.get_view_restrictions().exists():
        forget_page(page)
        return None
    language = page.locale.language_code
    body = specific.searchable_text()[:MOST_TEXT]
    row, _made = PageText.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": language,
            "kind": specific.search_kind,
            "title": fold(specific.title),
            "excerpt": excerpt_of(specific.summary or body),
        },
    )
    texts = [f"{row.title} {fold(specific.search_words)}", fold(specific.summary), fold(body)[:MOST_TEXT]]
    values: list[Any] = []
    for text in texts:
        stems = " ".join(stem(word) for word in words_in(text))
        values += [dictionary_of(language) or PLAIN, text, text, stems]
    with connection.cursor() as cursor:
        cursor.execute(_VECTOR, [*values, row.pk])
    learn_words(language, [specific.title, specific.search_words, specific.summary, body])
    return row


def forget_page(page: Page) -> None:
    """The page is found no more."""
    PageText.objects.filter(page_id=page.pk).delete()


def learn_words(language: str, texts: Iterable[str]) -> int:
    """Adds the words of some texts to those that are known; how many there are in them."""
    words = known_words(language, texts)
    KnownWord.objects.bulk_create(words, ignore_conflicts=True, batch_size=2000)
    return len(words)


def index_all_pages() -> int:
    """Writes the words of every page anew; the number of those that can be found."""
    return sum(1 for page in Page.objects.filter(depth__gte=2).specific() if index_page(page))


@transaction.atomic
def learn_all_words() -> int:
    """Writes all known words anew: those of pages that are gone are forgotten."""
    KnownWord.objects.all().delete()
    index_all_pages()
    for language, texts in texts_of_sources().items():
        learn_words(language, texts)
    return KnownWord.objects.count()


def provision_search(_town: Municipality) -> None:
    """Pages that other rooms have put in before this one was listening."""
    index_all_pages()


def count_question(question: Question, *, found: bool) -> bool:
    """One more who asked for these words this month, or nothing where they might tell of a person."""
    words = " ".join(question.words)[:120]
    if not words or _PERSONAL.search(question.text):
        return False
    month = this_month()
    more = {"times": F("times") + 1, "without_result": F("without_result") + (0 if found else 1)}
    rows = AskedWords.objects.filter(month=month, language=question.language, words=words)
    if rows.update(**more):
        return True
    if AskedWords.objects.filter(month=month).count() >= MOST_COUNTED_A_MONTH:
        return False
    AskedWords.objects.bulk_create(
        [AskedWords(month=month, language=question.language, words=words)], ignore_conflicts=True
    )
    return bool(rows.update(**more))


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


@transaction.atomic
def forget_asked_words() -> int:
    """Drops rare words of months that are over, and all that is older than a year or so; how many."""
    rare, _kinds = AskedWords.objects.rare_before(this_month()).delete()
    old, _kinds = AskedWords.objects.filter(month__lt=timezone.localdate() - KEEP_ASKED).delete()
    return rare + old


def nightly() -> str:
    """The chore of the search."""
    return f"{forget_asked_words()} counts dropped, {learn_all_words()} words known"


@transaction.atomic
def note_words(
    row: SynonymGroup | PromotedResult, verb: str, *, by: AbstractBaseUser | AnonymousUser
) -> None:
    """What follows when an editor has saved or deleted a row: a line in the log."""
    record(verb, row, by=by, changes={"words": row.words})
