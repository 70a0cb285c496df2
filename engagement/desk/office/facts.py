"""What stands in the head of a case's page: its state as it is today, and what becomes of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engagement.cases.models import Case, Pause
from engagement.cases.objecting import last_day_to_object
from engagement.desk.issued import do_count, documents_now, have_changed, state_now
from engagement.documents.models import IssuedDocument


@dataclass(frozen=True)
class Facts:
    """`stands_since`: while the clock stands still. `documents`: where one was revoked or issued again."""

    state: str
    stands_since: date | None
    object_until: date | None
    documents: tuple[IssuedDocument, ...] = ()
    none_counts: bool = False


def facts_of(case: Case, pauses: list[Pause]) -> Facts:
    """One query where it was issued, else none."""
    documents = documents_now(case)
    return Facts(
        state=state_now(documents, str(case.get_state_display())),
        stands_since=next((pause.began_on for pause in pauses if pause.ended_on is None), None),
        object_until=last_day_to_object(case),
        documents=tuple(documents) if have_changed(documents) else (),
        none_counts=bool(documents) and not do_count(documents),
    )
