"""Documents end together with their case."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engagement.cases.models import Case
from engagement.documents.models import IssuedDocument

TEN_YEARS = timedelta(days=10 * 365)


def still_counts(case: Case, today: date) -> bool:
    """One that may still be shown to somebody: in force and not over; without an end, for ten years."""
    since = timezone.now() - TEN_YEARS
    in_time = Q(valid_until__gte=today) | Q(valid_until=None, created_at__gt=since)
    documents = IssuedDocument.objects.filter(case=case)
    return documents.in_force().filter(in_time).exists() or documents.on_its_way().exists()


def empty_documents(case: Case) -> None:
    """Values and file go; number, code and hash stay: whoever kept the paper still learns that it was genuine."""
    for document in IssuedDocument.objects.select_for_update().filter(case=case).exclude(values={}, file=""):
        name, storage = document.file.name, document.file.storage
        document.values, document.file, document.reason, document.last_error = {}, "", "", ""
        document.issued_by = None
        document.save(update_fields=["values", "file", "reason", "last_error", "issued_by"])
        if name:
            transaction.on_commit(partial(storage.delete, name))
