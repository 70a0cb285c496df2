"""Memory of a process and of all that it started, watched while something runs. Linux."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from pathlib import Path
from typing import Self

PAUSE = 0.1


class Memory:
    """`most`: what the processes held at once at most, in bytes; `grown`: how much more than at the start."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.start = self.most = 0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    @property
    def grown(self) -> int:
        """More than at the start, never less than nothing."""
        return self.most - self.start

    def __enter__(self) -> Self:
        self.start = self.most = held_by(self.process)
        self._watcher.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(PAUSE):
            self.most = max(self.most, held_by(self.process))


def held_by(process: int) -> int:
    """Bytes that a process, its children and theirs hold for themselves."""
    own: dict[int, int] = {}
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            resident, shared = map(int, (folder / "statm").read_text().split()[1:3])
        except (OSError, IndexError, ValueError):
            continue  # it has ended meanwhile
        own[int(folder.name)] = (resident - shared) * os.sysconf("SC_PAGE_SIZE")
        children[parent].append(int(folder.name))
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        total += own.get(one, 0)
        waiting += children[one]
    return total
