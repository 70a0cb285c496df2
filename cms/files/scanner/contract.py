"""What a virus scanner is asked, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Verdict(StrEnum):
    """`UNKNOWN` is never taken for clean."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """`what`: the name of what was found, or why there is no answer. `final`: asking again would not help."""

    verdict: Verdict
    what: str = ""
    final: bool = True

    @classmethod
    def no_answer(cls, why: str) -> Finding:
        """The scanner is down, too slow, or said something that is no answer: ask again later."""
        return cls(Verdict.UNKNOWN, why[:200], final=False)

    @classmethod
    def beyond(cls, why: str) -> Finding:
        """The scanner says that it cannot look into this file, and will say so again."""
        return cls(Verdict.UNKNOWN, why[:200], final=True)


class Scanner(Protocol):
    """Asked by several threads at once. Never raises: what went wrong is a Finding."""

    name: str

    def scan(self, path: Path, *, seconds: float) -> Finding:
        """Looks into a file, for at most so long."""

    def answers(self) -> bool:
        """Whether it is there at all."""
