"""The answers to the catalogue's questions, kept until the collection's next revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opendata.catalog.contract import (
    Charted,
    ChartQuestion,
    ColumnChoice,
    Condition,
    Freshness,
    Measure,
    Measured,
    Preview,
)
from opendata.catalog.errors import BadCondition
from opendata.tables.announced import leaving_of
from opendata.tables.browsing.bounded import GaveUp, bounded
from opendata.tables.models import Collection
from opendata.tables.narrowing import understood
from opendata.tables.reading import Facts, all_facts, facts_of
from opendata.tables.summaries.charting import charted
from opendata.tables.summaries.coordinates import coordinate_columns
from opendata.tables.summaries.counting import DATES, answer
from opendata.tables.summaries.rows import first_rows
from opendata.tables.summaries.spread import SAMPLED_OVER, profile_of

KEEP_SECONDS = 24 * 3600
# Columns whose values are looked at: a file with hundreds of them would keep its first reader waiting.
MOST_PROFILED = 60


class ShelfReader:
    """Reads the shelf for the catalogue (opendata.catalog.contract.RowReader)."""

    def preview(self, name: str) -> Preview | None:
        """The dataset at a glance; about one query a column, once a revision and language."""
        collection = (
            Collection.objects.published().select_related("dataset").filter(dataset__name=name).first()
        )
        if collection is None:
            return None
        key = f"preview-6:{name}:{collection.revision}:{get_language()}"
        found: Preview | None = cache.get(key)
        if found is None:
            found = _preview(collection)
            cache.set(key, found, KEEP_SECONDS)
        # An announcement comes and is withdrawn without a revision.
        return _with_leaving(found, facts_of(name))

    def freshness(self, names: Sequence[str]) -> dict[str, Freshness]:
        """One query."""
        rows = Collection.objects.published().filter(dataset__name__in=names).select_related("dataset")
        return {
            row.name: Freshness(
                updated_at=row.updated_at, row_count=row.row_count, has_geometry=row.has_geometry
            )
            for row in rows
        }

    def measured(self, measure: Measure) -> Measured | None:
        """None also for a column that the collection does not have (any more), or a value that it cannot have."""
        facts = facts_of(measure.collection)
        if facts is None:
            return None
        known = facts.by_name
        named = [name for name in (measure.distinct, measure.where, measure.trend) if name]
        if any(name not in known for name in named):
            return None
        key = f"measured:{facts.revision}:{hash_of(measure)}"
        found: Measured | None = _kept(key, lambda: answer(measure, known))
        return found

    def charted(self, question: ChartQuestion) -> Charted | None:
        """Two queries beside the facts, once a revision and language."""
        facts = facts_of(question.collection)
        if facts is None:
            return None
        key = f"charted:{facts.name}:{facts.revision}:{get_language()}:{hash_of(question)}"
        found: Charted | None = _kept(key, lambda: charted(question, facts))
        return found

    def understood(self, collection: str, condition: Condition) -> Condition:
        """One short query."""
        facts = facts_of(collection)
        field = facts.by_name.get(condition.column) if facts else None
        if field is None:
            raise BadCondition(_("The dataset has no such column (any more)."), "column")
        return understood(field, condition)

    def columns(self) -> list[ColumnChoice]:
        """All columns of all published collections; one query."""
        return [
            ColumnChoice(
                collection=facts.name,
                collection_title=facts.title,
                name=column.name,
                title=column.title,
                is_date=column.type in DATES,
                kind=column.type.value,
                has_places=facts.has_geometry,
            )
            for facts in all_facts()
            for column in facts.fields
        ]


def _kept(key: str, ask: Callable[[], Any]) -> Any:
    """The answer that is remembered, else a fresh one; None for a question that nobody can answer in time."""
    found = cache.get(key)
    if found is None:
        try:
            with bounded():
                found = ask()
        except (BadCondition, GaveUp):
            return None
        if found is not None:
            cache.set(key, found, KEEP_SECONDS)
    return found


def hash_of(measure: Measure | ChartQuestion) -> str:
    """A cache key's worth of the question."""
    return sha256(repr(measure).encode()).hexdigest()[:32]


def _with_leaving(found: Preview, facts: Facts | None) -> Preview:
    leaving = leaving_of(facts) if facts is not None else {}
    if not leaving:
        return found
    return replace(
        found, columns=[replace(column, leaves=leaving.get(column.name)) for column in found.columns]
    )


def _preview(collection: Collection) -> Preview:
    coordinates = coordinate_columns(collection)
    return Preview(
        revision=collection.revision,
        updated_at=collection.updated_at,
        row_count=collection.row_count,
        has_geometry=collection.has_geometry,
        columns=[
            profile_of(
                collection, column, with_values=at < MOST_PROFILED, is_coordinate=column.name in coordinates
            )
            for at, column in enumerate(collection.columns)
        ],
        rows=first_rows(collection),
        sampled=collection.row_count > SAMPLED_OVER,
    )
