"""Using up, counting, forgetting. None of it is a deed of somebody: there is no line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F
from django.utils import timezone

from cms.guard.models import SpentToken, Tally
from cms.guard.policies import Rate

KEEP_TALLIES = timedelta(days=2)
# Such a note need not lie on the disk at once: what it lets in is committed after it, and the disk takes both in that
# order. Not within a transaction, whose deed would then not be waited for either.
UNHURRIED = (
    "unhurried AS MATERIALIZED (SELECT CASE WHEN %s THEN set_config('synchronous_commit', 'off', true) END)"
)


def spend(token: str, *, expires_at: datetime) -> bool:
    """False where it was used before, even at this very moment by another process."""
    table = connection.ops.quote_name(SpentToken._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {UNHURRIED} INSERT INTO {table} (digest, expires_at) SELECT %s, %s FROM unhurried "  # noqa: S608 (our own table)
            "ON CONFLICT DO NOTHING RETURNING digest",
            [not connection.in_atomic_block, sha256(token.encode()).hexdigest(), expires_at],
        )
        return cursor.fetchone() is not None


def count(bucket: bytes, rate: Rate) -> int:
    """Adds one to what was sent in the rate's time; seconds to wait where that is too many, else 0."""
    return count_each([(bucket, rate)])[0]


def count_each(wanted: Sequence[tuple[bytes, Rate]]) -> list[int]:
    """Adds one to each, in this order; for each the seconds to wait where that is too many, else 0.

    Two fixed stretches stand for one that slides: of the one before counts the part that the slide still covers.
    What is refused by one counts for none: whoever waits as told is let in.
    """
    now = timezone.now()
    stretches = [Stretch.of(bucket, rate, now) for bucket, rate in wanted]
    waits = [
        stretch.seconds_to_wait(now, current, before)
        for stretch, (current, before) in zip(stretches, _added(stretches), strict=True)
    ]
    if any(waits):
        for stretch in stretches:
            there = Tally.objects.filter(bucket=stretch.name, starts_at=stretch.start, count__gt=0)
            there.update(count=F("count") - 1)
    return waits


@dataclass(frozen=True)
class Stretch:
    """A rate's time as the clock divides it, and what is counted in it."""

    name: str
    start: datetime
    rate: Rate

    @classmethod
    def of(cls, bucket: bytes, rate: Rate, now: datetime) -> Stretch:
        """The one that goes on now."""
        length = rate.per.total_seconds()
        start = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
        return cls(f"{bucket.hex()}:{int(length)}", start, rate)

    def seconds_to_wait(self, now: datetime, current: int, before: int) -> int:
        """0 where there was room for the latest of `current`."""
        passed, length = (now - self.start).total_seconds(), self.rate.per.total_seconds()
        carried = before * (1 - passed / length)
        if carried + current <= self.rate.most:
            return 0
        return _seconds_until_room(self.rate.most, carried, current - 1, passed, length)


def _added(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """What each comes to with one more, and what the one before came to: one statement, so that nobody who counts
    the same form waits for our side of the wire. Always in the caller's order, so that no two wait for each other."""
    table = connection.ops.quote_name(Tally._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {UNHURRIED}, wanted AS ("  # noqa: S608 (our own table)
            "   SELECT * FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS each (bucket, start, earlier)"
            f"), added AS (INSERT INTO {table} AS tally (bucket, starts_at, count)"
            "   SELECT bucket, start, 1 FROM wanted, unhurried"
            "   ON CONFLICT (bucket, starts_at) DO UPDATE SET count = tally.count + 1 RETURNING bucket, count) "
            "SELECT wanted.bucket, added.count, coalesce(former.count, 0) FROM wanted JOIN added USING (bucket)"
            f" LEFT JOIN {table} AS former ON former.bucket = wanted.bucket AND former.starts_at = wanted.earlier",
            [
                not connection.in_atomic_block,
                [each.name for each in stretches],
                [each.start for each in stretches],
                [each.start - each.rate.per for each in stretches],
            ],
        )
        found = {name: (current, before) for name, current, before in cursor.fetchall()}
    return [found[each.name] for each in stretches]


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
