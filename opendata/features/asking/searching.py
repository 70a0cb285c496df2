"""Words to search for in texts: case, accents and the final sigma make no difference.

Folding each row's text as the portal does elsewhere takes PostgreSQL about 18 µs, so this folds the question
instead: each letter becomes the set of letters that fold to it, and a row costs 2 µs. All rows are read until a page
is full, but in a large collection for words that few rows have: those an index names first (tables/shelf/words.py).
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from cms.kit.folding import fold, words_of
from opendata.features.cql2.expressions import Condition
from opendata.tables.browsing.matching import matches, pattern_of_folded
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column
from opendata.tables.shelf.words import seldom

MOST_WORDS = 10
LONGEST = 200


def search_of(text: str, facts: Facts) -> Condition:
    """Rows in whose texts every word stands, in any of them. BadParameter for too much or nothing to find."""
    words = words_of(text)
    fields = [field for field in facts.fields if field.type is FieldType.TEXT]
    if not words or len(words) > MOST_WORDS or len(text) > LONGEST or "\x00" in text:
        raise BadParameter(
            _("“q” is one to %(most)s words, %(longest)s letters at most.")
            % {"most": MOST_WORDS, "longest": LONGEST},
            parameter="q",
        )
    if not fields:
        return sql.SQL("FALSE"), []
    texts = sql.SQL("concat_ws(' ', {})").format(sql.SQL(", ").join(column(field.name) for field in fields))
    found: list[Condition] = [(matches(texts), [pattern_of_folded(word)]) for word in words]
    return _all([*_by_index(facts, words), *found])


def contains(field: Field, text: str, facts: Facts | None = None) -> Condition:
    """Rows in whose value the text stands; `facts` of their collection let its index help."""
    folded = fold(text)
    pattern, found = pattern_of_folded(folded), []
    if not re.search(pattern, text):
        # Letters that fold to several (¼, ﬁ), and spaces that fold to one, are found as they stand.
        pattern = f"{pattern}|{pattern_of_folded(text)}"
    elif facts is not None:
        found = _by_index(facts, [folded])
    return _all([*found, (matches(column(field.name)), [pattern])])


def _by_index(facts: Facts, folded: list[str]) -> list[Condition]:
    """The index is of the present rows and their columns."""
    return [] if facts.then else [*seldom(facts.name, facts.fields, facts.row_count, folded)]


def _all(conditions: list[Condition]) -> Condition:
    code = sql.SQL("({})").format(sql.SQL(" AND ").join(part for part, _values in conditions))
    return code, [value for _part, values in conditions for value in values]
