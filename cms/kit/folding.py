"""Folded text: what search, filters and imports compare by. Case, accents and the final sigma make no
difference.

The same rule stands here twice, in Python and in SQL, and a test holds the two together. The SQL is
immutable, so
that a table can keep the folded text in a generated column and index it (`unaccent()` is only stable, and has
no place in a generated column).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.expressions import Combinable

# Letters that carry no separable accent, and the sigma that ends a word.
_FROM, _TO = "ςøłđı", "σoldi"
_LETTERS = str.maketrans(_FROM, _TO)
_MARKS = re.compile("[\u0300-\u036f]")
_SPACES = re.compile("[ \t\n\r\f\v\u00a0]+")
# The letters in SQL. The ICU rules lower every script alike whatever the database's own collation is.
_BARE = (
    "translate(regexp_replace(lower(normalize(coalesce(%(expressions)s, ''), NFKD)"
    f" COLLATE \"und-x-icu\"), '[\u0300-\u036f]', '', 'g'), '{_FROM}', '{_TO}')"
)


def fold(text: str) -> str:
    """`"Οδός  Ηρώων"` and `"ΟΔΟΣ ΗΡΩΩΝ"` both become `"οδοσ ηρωων"`."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)
    return _SPACES.sub(" ", bare).strip(" ")


class Folded(Func):
    """`fold()` in SQL: `Folded("name")`; the empty text for null."""

    output_field = models.TextField()
    template = f"btrim(regexp_replace({_BARE}, '[ \\t\\n\\r\\f\\v\u00a0]+', ' ', 'g'), ' ')"
    arity = 1


class TextOf(Func):
    """The text of one language in a `TextByLanguage` column: `TextOf("names", "el")`; the empty text for
    none."""

    output_field = models.TextField()
    template = "coalesce(%(expressions)s, '')"
    arg_joiner = " ->> "
    arity = 2

    def __init__(self, column: str | Combinable, language: str) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, Value(language))


class Joined(Func):
    """Several texts with a space between; unlike `Concat` it is immutable."""

    output_field = models.TextField()
    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "


def folded_column(expression: Combinable, **options: Any) -> models.GeneratedField:
    """A stored column with the folded text of an expression over the table's other columns."""
    return models.GeneratedField(
        expression=Folded(expression), output_field=models.TextField(), db_persist=True, **options
    )


def all_languages(column: str, languages: Sequence[str] | None = None) -> Joined:
    """The texts of a `TextByLanguage` column in all languages of the portal, one after the other."""
    codes = languages or [code for code, _name in settings.LANGUAGES]
    return Joined(*(TextOf(column, code) for code in codes))


def words_of(text: str) -> list[str]:
    """The folded words of what a person typed; a search wants each of them."""
    return fold(text).split()


def folded_sql(expression: str) -> str:
    """The SQL text of `fold()` over a SQL expression, for statements that are written by hand."""
    return Folded.template % {"expressions": expression}


def folded_words_sql(expression: str) -> str:
    """The same with all spaces left as they are: a third cheaper, and enough where words are looked for inside."""
    return _BARE % {"expressions": expression}
