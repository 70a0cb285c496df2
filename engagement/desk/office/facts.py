"""What stands in the head of a case's page: its state as it is today, and what becomes of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engagement.cases.models import Case, Pause
from engagement.cases.objecting import last_day_to_object
from engagement.desk.issued import state_now


@dataclass(frozen=True)
class Facts:
    """`stands_since`: while the clock stands still."""

    state: str
    stands_since: date | None
    object_until: date | None


def facts_of(case: Case, pauses: list[Pause]) -> Facts:
    """One query where it was issued, else none."""
    return Facts(
        state=state_now(case, str(case.get_state_display())),
        stands_since=next((pause.began_on for pause in pauses if pause.ended_on is None), None),
        object_until=last_day_to_object(case),
    )
