"""Using up, counting, forgetting. None of it is a deed of somebody: there is no line in the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone

from cms.guard.models import SpentToken, Tally
from cms.guard.policies import Rate

KEEP_TALLIES = timedelta(days=2)


def spend(token: str, *, expires_at: datetime) -> bool:
    """False where it was used before, even at this very moment by another process."""
    digest = sha256(token.encode()).hexdigest()
    _row, first = SpentToken.objects.get_or_create(digest=digest, defaults={"expires_at": expires_at})
    return first


@transaction.atomic
def count(bucket: bytes, rate: Rate) -> int:
    """Adds one to what was sent in the rate's time; seconds to wait where that is too many, else 0.

    Two fixed stretches stand for one that slides: of the one before counts the part that the slide still covers.
    """
    now, length = timezone.now(), rate.per.total_seconds()
    start = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
    name = f"{bucket.hex()}:{int(length)}"
    current = _add(name, start)
    before = Tally.objects.filter(bucket=name, starts_at=start - rate.per).values_list("count", flat=True)
    passed = (now - start).total_seconds()
    carried = (before.first() or 0) * (1 - passed / length)
    if carried + current <= rate.most:
        return 0
    # What is refused does not count: whoever waits as told is let in.
    Tally.objects.filter(bucket=name, starts_at=start).update(count=max(0, current - 1))
    return _seconds_until_room(rate.most, carried, current - 1, passed, length)


def _add(name: str, start: datetime) -> int:
    table = connection.ops.quote_name(Tally._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS tally (bucket, starts_at, count) VALUES (%s, %s, 1) "  # noqa: S608 (our own table)
            "ON CONFLICT (bucket, starts_at) DO UPDATE SET count = tally.count + 1 RETURNING count",
            [name, start],
        )
        return int(cursor.fetchone()[0])


def _seconds_until_room(most: int, carried: float, current: int, passed: float, length: float) -> int:
    """Until one more fits: either what is carried over shrinks enough, or this stretch becomes the one before."""
    left = length - passed
    if current < most and carried:
        share = carried / left
        return max(1, int((carried + current + 1 - most) / share) + 1)
    return max(1, int(left + length * (1 - (most - 1) / max(1, current))) + 1)


def forget_old() -> str:
    """Each night."""
    spent, _details = SpentToken.objects.filter(expires_at__lt=timezone.now()).delete()
    old, _details = Tally.objects.filter(starts_at__lt=timezone.now() - KEEP_TALLIES).delete()
    return f"{spent} used proofs and {old} counts forgotten"
