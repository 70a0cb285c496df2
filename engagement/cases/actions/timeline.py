"""Writing an entry: the only way into a timeline. The caller holds the case's row, or makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from engagement.cases.chain import digest_of, facts_of
from engagement.cases.models import Case, Entry

OFFICER, APPLICANT, PORTAL = "officer", "applicant", "portal"


def write_entry(case: Case, kind: str, **facts: Any) -> Entry:
    """Adds a line behind the newest one (`next_entry`), and the case's own columns are saved with it."""
    entry = next_entry(case, kind, **facts)
    entry.save(force_insert=True)
    case.save()
    return entry


def next_entry(
    case: Case,
    kind: str,
    *,
    by: Any = None,
    role: str = OFFICER,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    public: bool = True,
) -> Entry:
    """The line behind the newest one, which the case counts from now on. Whoever makes it stores both."""
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
    case.entries, case.head = entry.number, entry.digest
    return entry
