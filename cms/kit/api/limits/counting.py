"""What an answer costs, and what is said of it in its headers."""

from __future__ import annotations

import math
from time import perf_counter

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cms.kit.api.errors import TooMany
from cms.kit.api.limits.allowances import Reader, reader_of
from cms.kit.api.limits.buckets import MINUTE, buckets

# In units. docs/guides/api.md and operator.md say the same in words.
USUAL = 1.0
# The reader has it already, or nothing is there.
NOTHING_SENT = 0.2
BYTES_A_UNIT = 32 * 1024
# An answer that is worked on for longer costs more: a second of one processor is what it takes from all others.
FREE_SECONDS = 0.25
UNITS_A_SECOND = 100.0


class Account:
    """One request on its reader's account. Raises BadKey where the key that was sent opens nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.started = perf_counter()
        self.refused = False
        self.reader: Reader = reader_of(request)

    def check(self) -> None:
        """Before the work; raises TooMany where nothing is left."""
        left = buckets().left(self.reader.bucket, self.reader.units)
        if left > 0:
            return
        self.refused = True
        seconds = math.ceil((1 - left) * MINUTE / self.reader.units)
        raise TooMany(
            _("You may ask again in %(seconds)s s. A key gives more: ask the municipality for one.")
            % {"seconds": seconds},
            retry_after=seconds,
        )

    def settle(self, response: HttpResponseBase) -> None:
        """Takes what the answer costs, and says what is left. A refusal costs nothing: the debt must not grow."""
        bucket, units = self.reader.bucket, self.reader.units
        if self.refused:
            left = buckets().left(bucket, units)
        else:
            left = buckets().spend(bucket, units, cost_of(response, perf_counter() - self.started))
        say(response, units, left)


def cost_of(response: HttpResponseBase, seconds: float) -> float:
    """Units by what is sent and how long it took; the same answer costs the same, unless it is slow."""
    slow = max(0.0, seconds - FREE_SECONDS) * UNITS_A_SECOND
    if response.status_code in (204, 304):
        return NOTHING_SENT + slow
    return USUAL + size_of(response) / BYTES_A_UNIT + slow


def size_of(response: HttpResponseBase) -> int:
    """Bytes of the answer; of one that is streamed what its header says, which may be nothing."""
    if not response.streaming:
        return len(response.content)  # type: ignore[attr-defined]  # every answer that is not streamed has it
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def say(response: HttpResponseBase, units: int, left: float) -> None:
    """The headers, in whole units and in seconds until the bucket is full again."""
    response["X-RateLimit-Limit"] = str(units)
    response["X-RateLimit-Remaining"] = str(max(0, math.floor(left)))
    response["X-RateLimit-Reset"] = str(math.ceil((units - left) * MINUTE / units))
