"""Several people at once, each on a real connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def at_once(deed: Callable[[], Any], times: int, town: Any) -> list[Any]:
    """Runs the deed in that many threads, each with a connection of its own; results or errors."""
    start = threading.Barrier(times)
    results: list[Any] = []

    def run() -> None:
        connection.set_tenant(town)
        try:
            # A busy machine may take its time; a test that gives up early fails for no reason of ours.
            start.wait(60)
            results.append(deed())
        except Exception as error:  # noqa: BLE001 (the error is the result)
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert not any(thread.is_alive() for thread in threads)
    return results
