"""Which columns the form of the rows offers a filter for, and which of them before all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from opendata.catalog.contract import ColumnProfile
from opendata.catalog.presenting import in_this_language
from opendata.tables.announced import leaving_of
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts

# More columns than this before the rows hide them; the rest is behind a press.
MOST_MAIN = 6
# A form of hundreds of columns is heavy; the open API takes all of them.
MOST_OFFERED = 60


@dataclass(frozen=True)
class Offer:
    """`main` at once, `more` behind a press, both in the order of the table. `left`: how many have no input here.

    `present`: the codes that any row has, by column, where that is known.
    """

    main: tuple[Field, ...]
    more: tuple[Field, ...] = ()
    left: int = 0
    present: Mapping[str, frozenset[str]] = field(default_factory=dict)


def offer_of(facts: Facts, profiles: Sequence[ColumnProfile]) -> Offer:
    """No column that will go or is empty; first what people ask for: what it is, its state, where, how many."""
    known = {profile.name: profile for profile in profiles}
    leaving = leaving_of(facts)
    empty = {profile.name for profile in profiles if profile.is_empty}
    wanted = [one for one in facts.fields if one.name not in leaving and one.name not in empty]
    offered = wanted[:MOST_OFFERED]
    chosen = _main(offered, known)
    return Offer(
        main=tuple(one for one in offered if one.name in chosen),
        more=tuple(one for one in offered if one.name not in chosen),
        left=len(wanted) - len(offered),
        present={name: profile.present for name, profile in known.items() if profile.present is not None},
    )


def _main(fields: Sequence[Field], known: Mapping[str, ColumnProfile]) -> set[str]:
    spoken = _spoken([one.name for one in fields])
    called = _called([one for one in fields if one.name in spoken])
    ranks = {
        one.name: 0 if one.name == called else _rank(one, known.get(one.name))
        for one in fields
        if one.name in spoken
    }
    # Python's sort keeps the table's order among equals.
    return set(sorted(ranks, key=ranks.__getitem__)[:MOST_MAIN])


def _spoken(names: Sequence[str]) -> set[str]:
    """Columns in the page's language, without the codes that stand beside words (`district` beside `district_en`)."""
    spoken = in_this_language(names)
    return {name for name in spoken if f"{name}_{get_language()}" not in spoken}


def _called(fields: Sequence[Field]) -> str:
    """The words that say what a row is: the first in the page's own language, else the first of all."""
    words = [one.name for one in fields if one.type is FieldType.TEXT and not one.codes]
    return next((name for name in words if name.endswith(f"_{get_language()}")), next(iter(words), ""))


def _rank(column: Field, profile: ColumnProfile | None) -> int:
    if column.codes or column.type is FieldType.BOOLEAN:
        return 1
    if column.type is not FieldType.TEXT:
        return 3
    chart = profile.chart if profile else None
    return 2 if chart and chart.bars and not chart.others else 4
