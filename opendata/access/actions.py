"""Making keys and taking them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from opendata.access.models import ApiKey, usual_units
from opendata.access.reading import remembered_as
from opendata.access.secrets import new_key

Person = AbstractBaseUser | AnonymousUser | None


@transaction.atomic
def make_key(
    *,
    holder: str,
    email: str,
    by: Person,
    purpose: str = "",
    units: int | None = None,
    ends_on: date | None = None,
) -> tuple[ApiKey, str]:
    """A new key: its row, and the text that its holder gets. Nobody can find out the text afterwards."""
    made = new_key()
    key = ApiKey.objects.create(
        holder=holder,
        email=email,
        purpose=purpose,
        units=usual_units() if units is None else units,
        ends_on=ends_on,
        prefix=made.prefix,
        digest=made.digest,
    )
    record("created", key, by=by)
    return key, made.text


@transaction.atomic
def change_key(key: ApiKey, *, by: Person, changed: Iterable[str]) -> None:
    """Saves a key whose fields a form has set; what it opens counts from the next request on."""
    key.save()
    record("changed", key, by=by, changes={name: str(getattr(key, name)) for name in changed})
    _forget(key)


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Person) -> bool:
    """Takes a key back, for ever and at once; False where that was done before."""
    done = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    if done:
        key.refresh_from_db()
        record("changed", key, by=by, changes={"revoked_at": str(key.revoked_at)})
        _forget(key)
    return bool(done)


def _forget(key: ApiKey) -> None:
    transaction.on_commit(lambda: cache.delete(remembered_as(key.digest)))
