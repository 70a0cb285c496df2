"""When files are made and for how long they are kept: the setting EXPORTS, a dict of these names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from opendata.tables.models import Collection
from opendata.tables.registry import collections


@dataclass(frozen=True)
class Policy:
    """`quiet`: how long after a register's publication a build begins, so that a burst of edits is one build.

    `interval`: how long a register's builds lie apart at least; `asked_interval`: the same when somebody
    asks for the newest file. `keep_earlier`: revisions whose files stay beside the newest one's.
    `together`: up to how many rows all files of a collection are one step and one process, whose start is most of
    their time. `time_limit`: for one process. `attempts`: how often a file is begun that takes its worker down.
    """

    quiet: timedelta = timedelta(seconds=20)
    interval: timedelta = timedelta(minutes=20)
    asked_interval: timedelta = timedelta(minutes=2)
    keep_earlier: int = 2
    together: int = 20_000
    time_limit: timedelta = timedelta(minutes=30)
    attempts: int = 2
    # After this long without a sign of life a build is taken for lost.
    lost_after: timedelta = timedelta(minutes=10)


def is_published_whole(collection: Collection) -> bool:
    """Whether no register keeps it: an editor (or a harvest) publishes all of it, and then waits for its files."""
    return collection.name not in collections


def policy() -> Policy:
    """The policy as the settings have it now."""
    return Policy(**getattr(settings, "EXPORTS", {}))
