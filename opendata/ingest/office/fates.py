"""What this state would do to published columns, column by column and after the editor's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from opendata.ingest.actions.announcing import notice
from opendata.ingest.choices import Farewell
from opendata.ingest.contract import ColumnDecision
from opendata.ingest.likeness import likeness_of
from opendata.ingest.office.farewell_words import figure
from opendata.ingest.office.forms.farewells import RENAMED
from opendata.ingest.office.review import Review
from opendata.ingest.renaming import values_lost
from opendata.tables.contract import Field
from opendata.tables.wording import TYPE_TITLES


@dataclass(frozen=True)
class Fate:
    """One column and what becomes of it, in words."""

    title: str
    text: str


def fates_of(review: Review) -> dict[str, Any]:
    """For the template: what breaks programs, whether some of it breaks at once, and what only stands from before."""
    asked = [field for field in review.match.gone if field.name not in review.announced]
    leaving = [Fate(field.title, _leaving(_answer(review, field))) for field in asked]
    retyped = [Fate(field.title, _retyped(field, now)) for field, now in review.match.retyped]
    return {
        "breaking": [*leaving, *retyped],
        "breaking_titles": ", ".join(gettext("“%s”") % fate.title for fate in (*leaving, *retyped)),
        "breaks_at_once": bool(retyped) or any(_answer(review, field) != Farewell.KEEP for field in asked),
        "announced": [
            Fate(field.title, _until(review.announced[field.name]))
            for field in review.match.gone
            if field.name in review.announced
        ],
        "losing": _losing(review),
        "replacing": _replacing(review),
    }


def _answer(review: Review, field: Field) -> str:
    return str(review.farewell[f"farewell-{field.name}"].value() or "")


def _leaving(answer: str) -> str:
    if answer == Farewell.KEEP:
        return gettext("empty from now on; it goes on %(day)s") % {
            "day": date_format(timezone.localtime(timezone.now() + notice()), "j E Y")
        }
    if answer == Farewell.DROP:
        return gettext("goes at once, without notice")
    if answer.startswith(RENAMED):
        return gettext("goes on under the column that you chose")
    return gettext("not decided yet: choose below what becomes of it")


def _until(day: Any) -> str:
    return gettext("stands empty since an earlier file, and goes on %(day)s as announced") % {
        "day": date_format(timezone.localtime(day), "j E Y")
    }


def _retyped(field: Field, now: ColumnDecision) -> str:
    return gettext("was “%(before)s” and is “%(after)s” now") % {
        "before": TYPE_TITLES[field.type],
        "after": TYPE_TITLES[now.type],
    }


def _losing(review: Review) -> list[Fate]:
    """Columns under a published key, with values that their type does not take."""
    pairs = {one.field.name: (one.field, one.column) for one in review.renamed}
    pairs |= {field.name: (field, column) for field, column in review.match.retyped}
    counted = [(field, column, values_lost(review.upload, column)) for field, column in pairs.values()]
    return [
        Fate(
            field.title,
            ngettext(
                "one value of “%(column)s” does not fit the type “%(type)s” and would be empty",
                "%(count)s values of “%(column)s” do not fit the type “%(type)s” and would be empty",
                lost,
            )
            % {
                "count": figure(lost),
                "column": column.source,
                "type": TYPE_TITLES[column.type],
            },
        )
        for field, column, lost in counted
        if lost
    ]


def _replacing(review: Review) -> list[Fate]:
    """Columns that were taken for a published one and do not have its values."""
    found = [(one, likeness_of(review.upload, one.field, one.column)) for one in review.renamed]
    return [
        Fate(
            one.field.title,
            gettext("“%(column)s” has other values in %(other)s of %(rows)s rows")
            % {
                "column": one.column.source,
                "other": figure(likeness.other),
                "rows": figure(likeness.rows),
            },
        )
        for one, likeness in found
        if likeness is not None and likeness.other
    ]
