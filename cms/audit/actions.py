"""The one way into the log of deeds."""

from __future__ import annotations

from json import dumps, loads
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from cms.audit.models import Deed


def record(
    verb: str,
    subject: Model,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    changes: dict[str, Any] | None = None,
) -> Deed:
    """Adds a line in the transaction of the deed itself; `by` None means the portal on its own."""
    return Deed.objects.create(
        by_id=by.pk if by is not None and by.is_authenticated else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk or ""),
        subject=str(subject)[:200],
        changes=loads(dumps(changes or {}, cls=DjangoJSONEncoder)),
    )
