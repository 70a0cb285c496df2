"""Being away: who, from when until when, and who stands in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.routing import officers_of
from engagement.cases.errors import AwayAlready, NotYours, SubstituteNotFit
from engagement.cases.models import Absence
from engagement.cases.rules import may_end_absence, may_note_absence


@transaction.atomic
def note_absence(officer: Any, begins_on: date, ends_on: date, *, substitute: Any = None, by: Any) -> Absence:
    """Raises NotYours; SubstituteNotFit where the substitute is of another department or away then; AwayAlready."""
    if not may_note_absence(by, officer):
        raise NotYours
    people: Any = get_user_model().objects
    # The officer's row is what two absences at once wait for.
    people.select_for_update(of=("self",)).get(pk=officer.pk)
    if Absence.objects.filter(officer=officer).overlapping(begins_on, ends_on).exists():
        raise AwayAlready
    if substitute is not None:
        fits = officer.department_id and officers_of(officer.department_id).filter(pk=substitute.pk).exists()
        away = Absence.objects.filter(officer=substitute, begins_on__lte=begins_on, ends_on__gte=ends_on)
        if not fits or substitute.pk == officer.pk or away.exists():
            raise SubstituteNotFit
    absence: Absence = Absence.objects.create(
        officer=officer, substitute=substitute, begins_on=begins_on, ends_on=ends_on
    )
    record("noted an absence", absence, by=by)
    return absence


@transaction.atomic
def end_absence(absence_id: int, *, by: Any) -> None:
    """Back again: one that has begun ends yesterday, one that has not is taken out. Raises NotYours."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("officer").get(pk=absence_id)
    if not may_end_absence(by, absence):
        raise NotYours
    today = timezone.localdate()
    record("ended an absence", absence, by=by)
    if absence.begins_on >= today:
        absence.delete()
    elif absence.ends_on >= today:
        absence.ends_on = today - timedelta(days=1)
        absence.save(update_fields=["ends_on"])
