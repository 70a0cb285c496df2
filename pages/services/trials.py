"""Running a page's form tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.services.compiling import Compiled

if TYPE_CHECKING:
    from pages.services.models import ServicePage


@dataclass(frozen=True)
class Ran:
    """A test and what is different from what it expects, in words."""

    id: int
    name: str
    differences: Sequence[str]


def tests_of(page: ServicePage, made: Compiled) -> list[Ran]:
    """All tests of the page's service, run against a form."""
    return []
