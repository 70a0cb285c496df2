"""Writing an entry: the only way into a timeline. The caller holds the case's row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from engagement.cases.chain import digest_of, facts_of
from engagement.cases.models import Case, Entry

OFFICER, APPLICANT, PORTAL = "officer", "applicant", "portal"


def write_entry(
    case: Case,
    kind: str,
    *,
    by: Any = None,
    role: str = OFFICER,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    public: bool = True,
) -> Entry:
    """Adds a line behind the newest one, and the case's own columns are saved with it."""
    entry = Entry(
        case=case,
        number=case.entries + 1,
        kind=kind,
        is_public=public,
        at=timezone.now(),
        by=by if by is not None and by.is_authenticated else None,
        by_role=role,
        text=text,
        data=dict(data or {}),
        previous=case.head,
    )
    entry.digest = digest_of(facts_of(entry, case.protocol))
    entry.save(force_insert=True)
    case.entries, case.head = entry.number, entry.digest
    case.save()
    return entry
