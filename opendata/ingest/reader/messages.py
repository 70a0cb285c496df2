"""What the reading process says while it works: JSON lines on a pipe."""

from __future__ import annotations

import json
import os
import re
import time
from typing import Any

EVERY_SECONDS = 0.2
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


class Messages:
    """Writes to the pipe that the one who started us reads."""

    def __init__(self, number: int) -> None:
        self.pipe = os.fdopen(number, "w", encoding="utf-8")
        self.last = 0.0

    def send(self, **message: Any) -> None:
        """One message."""
        # PostgreSQL's JSON has no place for the character NUL.
        written = _NUL.sub(r"\1", json.dumps(message, ensure_ascii=True, allow_nan=False))
        self.pipe.write(written + "\n")
        self.pipe.flush()

    def progress(self, share: float, stage: str) -> None:
        """How far we are; not more often than anybody looks."""
        now = time.monotonic()
        if now - self.last >= EVERY_SECONDS:
            self.last = now
            self.send(progress=round(max(0.0, min(share, 1.0)), 4), stage=stage)
