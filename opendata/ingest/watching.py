"""Starts the process that opens a file, listens to it, and ends it when it takes too much or is not wanted."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opendata.ingest.codes import Refusal, Stage
from opendata.ingest.contract import Progress
from opendata.ingest.errors import FileRefused, ReadingCancelled

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
MEMORY_BYTES = 1_400 * 1024**2
WALL_SECONDS = 1_800
LOOK_SECONDS = 0.15
PIECE = 1024 * 1024
# All of our own settings and secrets stay here; the file's reader has no use for them.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PROJ_DATA", "PROJ_LIB", "TZDIR", "VIRTUAL_ENV")
THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_IO_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}

Receive = Callable[[bytes], None]


def run_reader(
    request: dict[str, Any],
    *,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    receive: Receive | None = None,
) -> dict[str, Any]:
    """What the reader answers; `receive` is given what it writes for COPY. Raises FileRefused, ReadingCancelled."""
    with tempfile.TemporaryDirectory(prefix="stoa-reading-") as work, tempfile.TemporaryFile() as errors:
        reads, writes = os.pipe()
        process = subprocess.Popen(  # noqa: S603 (our own module, in our own interpreter)
            [sys.executable, "-X", "utf8", "-m", "opendata.ingest.reader", str(writes)],
            cwd=ROOT,
            env=_environment(work),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            pass_fds=(writes,),
        )
        os.close(writes)
        conversation = Conversation(process, reads, progress, cancelled, receive)
        try:
            conversation.begin({**request, "work": work})
            return conversation.listen()
        finally:
            conversation.end()
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4000))
            said = errors.read().decode("utf-8", "replace").strip()
            if said:
                logger.info("The reader of %s said: %s", request.get("name"), said)


def _environment(work: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # Greek names of files and nothing of Python's own caches in a stranger's reach.
    return {
        **kept,
        **THREADS,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": work,
        "TMPDIR": work,
    }


class Conversation:
    """With one process: its messages, its output, and how much it uses."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        messages: int,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
        receive: Receive | None,
    ) -> None:
        self.process, self.messages = process, messages
        self.progress, self.cancelled, self.receive = progress, cancelled, receive
        self.answer: dict[str, Any] | None = None
        self.unfinished = b""
        self.started = time.monotonic()
        self.looked = 0.0

    def begin(self, request: dict[str, Any]) -> None:
        """Hands over the request."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.close()
        except BrokenPipeError:
            pass  # It died at once; listen() says so.

    def listen(self) -> dict[str, Any]:
        """Until both pipes are closed."""
        assert self.process.stdout is not None
        output = self.process.stdout.fileno()
        _widen(output)
        with selectors.DefaultSelector() as selector:
            selector.register(self.messages, selectors.EVENT_READ)
            selector.register(output, selectors.EVENT_READ)
            while selector.get_map():
                for key, _events in selector.select(LOOK_SECONDS):
                    piece = os.read(key.fd, PIECE)
                    if not piece:
                        selector.unregister(key.fd)
                    elif key.fd == output:
                        if self.receive is not None:
                            self.receive(piece)
                    else:
                        self._hear(piece)
                self._watch()
        return self._answered()

    def _hear(self, piece: bytes) -> None:
        *lines, self.unfinished = (self.unfinished + piece).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "progress" not in message:
                self.answer = message
            elif self.progress is not None:
                self.progress(message["progress"], Stage(message["stage"]))

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self.looked < LOOK_SECONDS:
            return
        self.looked = now
        if self.cancelled is not None and self.cancelled():
            raise ReadingCancelled
        if now - self.started > WALL_SECONDS:
            raise FileRefused(Refusal.TOO_SLOW)
        if memory_of(self.process.pid) > MEMORY_BYTES:
            raise FileRefused(Refusal.TOO_MUCH_MEMORY)

    def _answered(self) -> dict[str, Any]:
        code = self.process.wait()
        answer = self.answer or {}
        if "refused" in answer:
            raise FileRefused(Refusal(answer["refused"]), answer["arguments"])
        if code != 0 or "done" not in answer:
            logger.warning("The reader ended with %s.", code)
            raise FileRefused(Refusal.READER_DIED)
        done: dict[str, Any] = answer["done"]
        return done

    def end(self) -> None:
        """The process is gone afterwards, whatever it was doing."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        os.close(self.messages)


def _widen(pipe: int) -> None:
    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIECE)
    except (OSError, AttributeError):
        return  # A smaller pipe is slower, no more.


def memory_of(process: int) -> int:
    """Bytes that the process has for itself (pages of files on disk do not count); 0 when it is gone."""
    try:
        with Path(f"/proc/{process}/status").open(encoding="ascii", errors="ignore") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon:")), 0)
    except OSError:
        return 0
