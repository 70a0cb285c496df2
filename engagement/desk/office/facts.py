"""What stands in the head of a case's page: its state as it is today, and what becomes of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState, EntryKind
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


def _state(case: Case) -> str:
    """Why it was taken up again stands beside it: an objection has its own time."""
    if case.state == CaseState.REOPENED:
        last = case.timeline.filter(data__to=CaseState.REOPENED).order_by("-number").first()
        if last is not None and last.kind == EntryKind.OBJECTION:
            return _("reopened after an objection")
    return str(case.get_state_display())


def facts_of(case: Case, pauses: list[Pause]) -> Facts:
    """One query where it was issued, else none."""
    documents = documents_now(case)
    return Facts(
        state=state_now(documents, _state(case)),
        stands_since=next((pause.began_on for pause in pauses if pause.ended_on is None), None),
        object_until=last_day_to_object(case),
        documents=tuple(documents) if have_changed(documents) else (),
        none_counts=bool(documents) and not do_count(documents),
    )
