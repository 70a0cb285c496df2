"""Whether a service may be asked for now: opening dates, places, share of a person, maintenance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext_lazy as _

from cms.kit.texts import in_language, when_shown
from engagement.eservices.terms import Terms

if TYPE_CHECKING:
    from engagement.eservices.models import Service


class Why(TextChoices):
    """What stands against it."""

    NOT_OFFERED = "not_offered", _("not offered")
    MAINTENANCE = "maintenance", _("out of order")
    NOT_YET = "not_yet", _("not open yet")
    OVER = "over", _("closed")
    FULL = "full", _("all places taken")
    HAD_SHARE = "had_share", _("the person's share is used up")


@dataclass(frozen=True)
class Counts:
    """What was sent until now, counted with the service's row locked."""

    total: int = 0
    by_person: int = 0


@dataclass(frozen=True)
class Refusal:
    """Why not; the sentence is translated when it is shown. `opens_again`: None when that is not known."""

    why: Why
    sentence: str | Promise
    opens_again: datetime | None = None


NOTHING_SENT = Counts()


def refusal(
    terms: Terms, now: datetime, counts: Counts = NOTHING_SENT, *, is_offered: bool = True
) -> Refusal | None:
    """What stands against asking now; None when nothing does. The reason that lasts longest is named."""
    opens, closes = _moment(terms.opens_at), _moment(terms.closes_at)
    if not is_offered:
        return Refusal(Why.NOT_OFFERED, _("This service is not offered online at the moment."))
    if closes and now >= closes:
        sentence = _("The time for this form ended on {moment}.")
        return Refusal(Why.OVER, format_lazy(sentence, moment=_words(closes)))
    if any(terms.maintenance.values()):
        return Refusal(Why.MAINTENANCE, when_shown(lambda: in_language(terms.maintenance)))
    if opens and now < opens:
        sentence = _("You can send this form from {moment}.")
        return Refusal(Why.NOT_YET, format_lazy(sentence, moment=_words(opens)), opens)
    return _used_up(terms, counts)


def _used_up(terms: Terms, counts: Counts) -> Refusal | None:
    if terms.most_in_total and counts.total >= terms.most_in_total:
        sentence = _("All {number} places are taken.")
        return Refusal(Why.FULL, format_lazy(sentence, number=terms.most_in_total))
    if terms.most_per_person and counts.by_person >= terms.most_per_person:
        return Refusal(Why.HAD_SHARE, _("You have sent this form as often as one person may."))
    return None


def refusal_of(service: Service, terms: Terms, *, now: datetime, total: int = 0, own: int = 0) -> str:
    """The sentence in the active language; empty when nothing stands against it."""
    found = refusal(terms, now, Counts(total, own), is_offered=service.is_offered)
    return str(found.sentence) if found else ""


def _moment(text: str) -> datetime | None:
    """A moment of the terms; one without an offset is in the town's time."""
    moment = datetime.fromisoformat(text) if text else None
    return make_aware(moment) if moment and is_naive(moment) else moment


def _words(moment: datetime) -> str | Promise:
    told: str | Promise = when_shown(lambda: date_format(localtime(moment), "DATETIME_FORMAT"))
    return told
