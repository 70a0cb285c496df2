"""`manage.py take_bounce < message`: a mail server's pipe for what comes back."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django_tenants.utils import get_public_schema_name, get_tenant_model, schema_context, tenant_context

from cms.notifications.actions import note_bounce
from cms.notifications.bounces import MOST_BYTES, Bounce, read_bounce

log = logging.getLogger(__name__)
# EX_TEMPFAIL of sysexits.h: the mail server keeps the message and asks again.
TRY_LATER = 75


class Command(BaseCommand):
    """Whatever it reads, it ends well: a report of ours is noted, everything else is a line of the log."""

    help = "Reads one returned message (RFC 3464) from standard input, and notes that our letter came back."

    def handle(self, *_args: Any, **_options: Any) -> None:
        bounce = _read()
        if bounce is None:
            log.warning("What came back is no report of a failed delivery; nothing was noted.")
            return
        try:
            schema = _noted(bounce)
        except DatabaseError as problem:
            raise CommandError(f"The database does not answer: {problem}", returncode=TRY_LATER) from problem
        if schema:
            log.info("%s: %s came back: %s", schema, bounce.message_id, bounce.words)
        else:
            log.warning(
                "%s came back, but nothing of that name was sent, or it was noted.", bounce.message_id
            )


def _read() -> Bounce | None:
    stream = sys.stdin.buffer
    raw = stream.read(MOST_BYTES)
    # The rest is read and forgotten: a mail server does not like a pipe that closes early.
    while stream.read(MOST_BYTES):
        pass
    try:
        return read_bounce(raw)
    except Exception:  # noqa: BLE001 (anybody may write anything; the parser is not ours)
        return None


def _noted(bounce: Bounce) -> str:
    """The schema of the municipality whose letter it was; empty where it was nobody's."""
    with schema_context(get_public_schema_name()):
        towns = list(
            get_tenant_model().objects.exclude(schema_name=get_public_schema_name()).defer("boundary")
        )
    for town in towns:
        with tenant_context(town):
            if note_bounce(bounce):
                return str(town.schema_name)
    return ""
