"""What the search asks of a room that has something to find, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise

Words = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One thing that must be found, in any of its ways: what was typed, and what an editor calls the same."""

    ways: tuple[Words, ...]
    # The words stand side by side, in this order.
    phrase: bool = False


@dataclass(frozen=True)
class Question:
    """What a person typed. All words are folded (cms.kit.folding); filling words such as “the” are left out."""

    text: str
    language: str
    parts: tuple[Part, ...] = ()

    @property
    def words(self) -> list[str]:
        """What was typed, without what editors call the same."""
        return [word for part in self.parts for word in part.ways[0]]


@dataclass(frozen=True)
class Hit:
    """One line of the results."""

    title: str
    url: str
    text: str = ""
    meta: Sequence[str] = ()
    tag: str = ""
    icon: str = "file-text"


@dataclass(frozen=True)
class Found:
    """How many there are, and those that were asked for."""

    total: int = 0
    hits: Sequence[Hit] = field(default_factory=tuple)


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that the search finds. `find` gets the question and which hits to bring (from, to)."""

    title: str | Promise
    icon: str
    find: Callable[[Question, HttpRequest, int, int], Found]
    # Where it stands among the others; lower comes first.
    order: int = 100
    # How many of its hits the search box offers while one types.
    suggests: int = 2
    # Finds what is offered while one types, where that is less than all that is found.
    suggest: Callable[[Question, HttpRequest, int, int], Found] | None = None
    # Texts whose words are known to be spelled rightly, in a language: for “did you mean”.
    texts: Callable[[str], Iterable[str]] | None = None


@dataclass(frozen=True)
class PageKind:
    """Page types that are found together, under one heading; a type names its kind in `search_kind`."""

    title: str | Promise
    icon: str
    order: int = 100
    suggests: int = 4
