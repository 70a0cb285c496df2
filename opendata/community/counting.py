"""How often datasets are used: counted in the memory of each process, written down about once a minute.

A request costs a look at its address and a number in a dictionary, never a question to the database. A process that is
killed loses what it counted since it last wrote, USAGE_WRITE_SECONDS at most; one that ends in order loses nothing.
Nothing is kept of who asked: no address, no cookie, no session.
"""

from __future__ import annotations

import atexit
import logging
import re
import threading
from collections import Counter
from datetime import date

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.kit.schemas import current_schema, town_connection
from opendata.community.actions import add_usage
from opendata.community.choices import UsageKind

log = logging.getLogger(__name__)
Key = tuple[str, str, date, str]

NAME = r"(?P<name>[a-z][a-z0-9-]{0,49})"
PAGE = re.compile(rf"/[a-z]{{2}}/data/{NAME}/\Z")
MAP = re.compile(rf"/maps/embed/{NAME}/\Z")
API = re.compile(rf"/api/v1/collections/{NAME}(?P<rest>/[^?]*)?\Z")
# Programs that say so themselves.
ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor", re.IGNORECASE)
# What cannot be written down now is kept for later, within reason.
MOST_KEYS = 20_000


def kind_of(request: HttpRequest, response: HttpResponseBase) -> tuple[str, str] | None:
    """Name of the dataset and kind of use; None for everything that is not counted."""
    path = request.path_info
    if request.method != "GET" or response.status_code not in (200, 206, 304):
        return None
    if not path.startswith(("/api/v1/collections/", "/maps/embed/")) and "/data/" not in path:
        return None
    if ROBOT.search(request.META.get("HTTP_USER_AGENT", "")):
        return None
    for pattern, kind in ((PAGE, UsageKind.VIEW), (MAP, UsageKind.MAP)):
        if found := pattern.match(path):
            return found["name"], kind
    found = API.match(path)
    # A look at a map asks for dozens of tiles; the map itself is counted.
    if not found or (found["rest"] or "").startswith("/tiles"):
        return None
    return found["name"], _kind_of_interface(request, response, found["rest"] or "")


def _kind_of_interface(request: HttpRequest, response: HttpResponseBase, rest: str) -> str:
    whole_csv = rest == "/items" and request.GET.get("f") == "csv" and "limit" not in request.GET
    is_file = rest.startswith("/exports/") and not rest.endswith("SHA256SUMS")
    # Later parts of a file that is fetched in parts are requests, not downloads.
    starts = response.status_code == 200 or request.META.get("HTTP_RANGE", "").startswith("bytes=0-")
    return UsageKind.DOWNLOAD if (whole_csv or is_file) and starts else UsageKind.API


class Tally:
    """The counts of this process that are not written down yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._writer: threading.Thread | None = None

    def add(self, name: str, kind: str) -> None:
        """One more, in the current municipality, today."""
        key = (current_schema(), name, timezone.localdate(), kind)
        with self._lock:
            if len(self._counts) < MOST_KEYS or key in self._counts:
                self._counts[key] += 1
            if self._writer is None and settings.USAGE_WRITE_SECONDS:
                self._start()

    def write_down(self) -> None:
        """Adds all counts to those in the database; keeps those of a town where that fails."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        former = town_connection.tenant
        try:
            for schema in sorted({key[0] for key in counts}):
                mine = {key: number for key, number in counts.items() if key[0] == schema}
                self._write(schema, mine)
        finally:
            town_connection.set_tenant(former)

    def _write(self, schema: str, counts: dict[Key, int]) -> None:
        try:
            town_connection.set_schema(schema)
            add_usage({key[1:]: number for key, number in counts.items()})
        except Exception:
            log.warning("Usage of %s could not be written down; it is tried again.", schema, exc_info=True)
            with self._lock:
                if len(self._counts) < MOST_KEYS:
                    self._counts.update(counts)

    def _start(self) -> None:
        self._writer = threading.Thread(target=self._go_on, name="usage", daemon=True)
        self._writer.start()
        atexit.register(self._last)

    def _go_on(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(settings.USAGE_WRITE_SECONDS)
            self._last()

    def _last(self) -> None:
        """Writes what there is; the thread's own connection is closed, so that it holds none while it waits."""
        if not self._counts:
            return
        try:
            self.write_down()
        finally:
            connection.close()


TALLY = Tally()
