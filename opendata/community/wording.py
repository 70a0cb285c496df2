"""Notices as sentences, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.community.choices import NoticeKind
from opendata.community.models import Notice
from opendata.tables.breaking import Breaking
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.summaries.spread import kind_words

Column = dict[str, Any]


def facts_of(change: Breaking) -> dict[str, Any]:
    """What a notice keeps of a change: plain values, with the columns' titles in all languages."""
    return {
        "revision": change.revision,
        "dropped": [_column(one) for one in change.dropped],
        "renamed": [[_column(old), _column(new)] for old, new in change.renamed],
        "retyped": [[_column(old), _column(new)] for old, new in change.retyped],
        "geometry": list(change.geometry or ()),
        "leaving": [{**_column(one), "until": day.isoformat()} for one, day in change.leaving],
        "staying": [_column(one) for one in change.staying],
    }


def sentences(notices: Iterable[Notice]) -> list[str]:
    """One for each thing that happened, in order."""
    return [sentence for notice in notices for sentence in _of_notice(notice)]


def _of_notice(notice: Notice) -> list[str]:
    if notice.kind == NoticeKind.WITHDRAWN:
        return [
            _(
                "The dataset was withdrawn: its page, its files and its addresses for programs no longer answer."
            )
        ]
    facts = notice.facts
    told = [_("The column %s was dropped.") % _named(one) for one in facts["dropped"]]
    told += [
        _("The column %(before)s is now called %(after)s.")
        % {"before": _named(old), "after": f"“{new['name']}”"}
        for old, new in facts["renamed"]
    ]
    told += [
        _("The column %(column)s has another kind of content: %(after)s, no longer %(before)s.")
        % {"column": _named(new), "before": _kind(old), "after": _kind(new)}
        for old, new in facts["retyped"]
    ]
    if facts["geometry"]:
        before, after = (_shapes(kind) for kind in facts["geometry"])
        told.append(
            _("The shapes on the map are others: %(after)s, no longer %(before)s.")
            % {"before": before, "after": after}
        )
    told += [
        _("The column %(column)s will go on %(day)s. Until then it stays, empty.")
        % {"column": _named(one), "day": _day(one["until"])}
        for one in facts["leaving"]
    ]
    told += [_("The column %s stays after all.") % _named(one) for one in facts["staying"]]
    return told


def _column(one: Field) -> Column:
    return {"name": one.name, "titles": dict(one.titles), "type": str(one.type)}


def _named(one: Column) -> str:
    """What programs call it, and what people do where that is something else."""
    title = in_language(one["titles"])
    return f"“{one['name']}” ({title})" if title and title != one["name"] else f"“{one['name']}”"


def _kind(one: Column) -> str:
    return kind_words(FieldType(one["type"]))


def _shapes(kind: str) -> str:
    return {
        GeometryType.POINT: _("points"),
        GeometryType.LINE: _("lines"),
        GeometryType.AREA: _("areas"),
        GeometryType.ANY: _("shapes of several kinds"),
        GeometryType.NONE: _("none"),
    }[GeometryType(kind)]


def _day(moment: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATE_FORMAT")
