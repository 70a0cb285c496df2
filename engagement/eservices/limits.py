"""Whether a service may be asked for now."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from engagement.eservices.models import Service
from engagement.eservices.terms import Terms


def refusal_of(service: Service, terms: Terms, *, now: datetime, total: int = 0, own: int = 0) -> str:
    """Why not, in the active language; empty when nothing stands against it."""
    if not service.is_offered:
        return _("This service is not offered online at the moment.")
    if terms.maintenance:
        return in_language(terms.maintenance)
    return _outside(terms, now) or _used_up(terms, total, own)


def _outside(terms: Terms, now: datetime) -> str:
    opens, closes = _moment(terms.opens_at), _moment(terms.closes_at)
    if opens and now < opens:
        return _("You can send this form from %(moment)s.") % {"moment": _words(opens)}
    if closes and now >= closes:
        return _("The time for this form ended on %(moment)s.") % {"moment": _words(closes)}
    return ""


def _used_up(terms: Terms, total: int, own: int) -> str:
    if terms.most_in_total and total >= terms.most_in_total:
        return _("All %(number)s places are taken.") % {"number": terms.most_in_total}
    if terms.most_per_person and own >= terms.most_per_person:
        return _("You have sent this form as often as one person may.")
    return ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _words(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
