"""Earlier states of a collection, by number or by time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.tables.formerly import facts_at
from opendata.tables.keeping import check_kept
from opendata.tables.models import Revision
from opendata.tables.reading import Facts

WHOLE = re.compile(r"[0-9]{1,9}\Z")


def number_of(text: str, parameter: str = "revision") -> int:
    """A revision's number as an address writes it."""
    if not WHOLE.match(text):
        raise BadParameter(
            _("“%(name)s” is the number of a revision.") % {"name": parameter}, parameter=parameter
        )
    return int(text)


def state_asked(request: HttpRequest, facts: Facts) -> Facts:
    """The facts of the state that an address asks for with `?revision=`."""
    text = request.GET.get("revision")
    return facts if text is None else facts_at(facts, revision_of(text, facts))


def revision_of(text: str, facts: Facts) -> int | None:
    """The revision to read, None for the present one. Raises Gone for one whose rows are no longer kept."""
    number = number_of(text)
    if number == facts.revision:
        return None
    if number == 0:
        raise BadParameter(_("Revisions are numbered from 1 on."), parameter="revision")
    if number > facts.revision:
        raise BadParameter(
            _("“revision” can be %(latest)s at most, the present one.") % {"latest": facts.revision},
            parameter="revision",
        )
    check_kept(number, facts)
    return number


@dataclass(frozen=True)
class StateShown:
    """An earlier revision as its pages name it."""

    number: int
    at: datetime


def state_shown(facts: Facts) -> StateShown | None:
    """Which earlier state a page shows; None for the present. One query."""
    if facts.then is None:
        return None
    found = Revision.objects.filter(collection_id=facts.id, number=facts.then.revision).first()
    return StateShown(found.number, found.at) if found else None


def revision_at(header: str, facts: Facts) -> Revision | None:
    """The revision that was public at an `Accept-Datetime`; the earliest for an earlier time."""
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError) as problem:
        raise BadParameter(
            _("“Accept-Datetime” is a date as HTTP writes it, such as Fri, 01 May 2026 10:00:00 GMT.")
        ) from problem
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    kept = Revision.objects.filter(collection_id=facts.id, number__gte=facts.oldest_revision)
    return kept.filter(at__lte=moment.astimezone(UTC)).first() or kept.last()
