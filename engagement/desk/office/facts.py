"""What stands in the head of a case's page: its state as it is today, and what becomes of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState
from engagement.cases.models import Case, Pause
from engagement.cases.objecting import last_day_to_object
from engagement.documents.choices import Standing


@dataclass(frozen=True)
class Facts:
    """`stands_since`: while the clock stands still."""

    state: str
    stands_since: date | None
    object_until: date | None


def facts_of(case: Case, pauses: list[Pause]) -> Facts:
    """One query where it was issued, else none."""
    return Facts(
        state=_state(case),
        stands_since=next((pause.began_on for pause in pauses if pause.ended_on is None), None),
        object_until=last_day_to_object(case),
    )


def _state(case: Case) -> str:
    """A document that was revoked or issued again since is no longer just issued."""
    if case.state != CaseState.ISSUED:
        return str(case.get_state_display())
    documents = case.documents.sealed()
    if case.decided_at is not None:
        # Those of earlier decisions ended with them.
        documents = documents.filter(created_at__gte=case.decided_at)
    standings = set(documents.values_list("standing", flat=True))
    if not standings or standings == {Standing.VALID}:
        return str(case.get_state_display())
    return _("document issued again") if Standing.VALID in standings else _("document revoked")
