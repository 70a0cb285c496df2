"""Keeping and dropping views of the queue."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q

from engagement.desk.models import SavedView

KEPT = ("view", "q", "state", "service", "department", "district", "since", "until")
MOST_VIEWS = 30
MOST_LETTERS = 1_000


def views_for(person: Any) -> Any:
    """One's own, and those that colleagues keep for the department."""
    seen = Q(owner=person, department=None)
    if person.department_id is not None:
        seen |= Q(department_id=person.department_id)
    return SavedView.objects.filter(seen).select_related("owner")


@transaction.atomic
def keep_view(name: str, query: str, *, by: Any, shared: bool = False) -> SavedView | None:
    """Under its name; the same name again is overwritten. None where there is no name, or there are too many."""
    name, tidy = " ".join(name.split())[:60], tidy_query(query)
    known = SavedView.objects.filter(owner=by).count()
    if not name or (known >= MOST_VIEWS and not SavedView.objects.filter(owner=by, name=name).exists()):
        return None
    department = by.department if shared else None
    view, _made = SavedView.objects.update_or_create(
        owner=by, name=name, defaults={"query": tidy, "department": department}
    )
    return view


def tidy_query(query: str) -> str:
    """Only what the queue knows: a kept view is an address, and must not become another."""
    pairs = [(key, value) for key, value in parse_qsl(query)[:60] if key in KEPT and value]
    while pairs and len(urlencode(pairs)) > MOST_LETTERS:
        pairs.pop()
    return urlencode(pairs)


def drop_view(view_id: int, *, by: Any) -> bool:
    """Whoever keeps it drops it."""
    return bool(SavedView.objects.filter(pk=view_id, owner=by).delete()[0])
