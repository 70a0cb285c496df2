"""One question put to everything the portal knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info, override

from cms.kit.stems import stem
from pages.base.contract import Hit, Question
from pages.search.asking import read_question
from pages.search.mending import mended
from pages.search.models import PageText, PromotedResult
from pages.search.querysets import pages_matching
from pages.search.sources import all_sources, page_hits
from pages.search.words import words_in

# How many of each kind stand on the first page of results, and on the pages of one kind.
FIRST_HITS = 6
PER_PAGE = 20
MOST_PAGES = 50
MOST_PROMOTED = 3
MOST_SUGGESTIONS = 8
SHORTEST_QUERY = 2
MOST_HALF_FOUND = 10


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    name: str
    title: str
    icon: str
    total: int
    hits: Sequence[Hit] = field(default_factory=tuple)

    @property
    def more(self) -> int:
        """How many stand on its own page of results only."""
        return self.total - len(self.hits)


@dataclass(frozen=True)
class Proposal:
    """Other words, how much they find, and where."""

    text: str
    count: int
    url: str


@dataclass(frozen=True)
class Elsewhere:
    """How much the same words find in another language, and where to see it."""

    code: str
    language: str
    count: int
    url: str


def address_of(text: str, **more: str) -> str:
    """The results page for some words, in the active language."""
    return f"{reverse('pages_search:search')}?{urlencode({'q': text, **more})}"


def ask(text: str) -> Question:
    """The question of a text in the active language."""
    return read_question(text, get_language() or "")


def find_everything(question: Question, request: HttpRequest, hits: int = FIRST_HITS) -> list[Group]:
    """All kinds with hits, each with its first few."""
    if not question.parts:
        return []
    groups = []
    for name, source in all_sources().items():
        found = source.find(question, request, 0, hits)
        groups.append(Group(name, str(source.title), source.icon, found.total, found.hits))
    return [group for group in groups if group.total]


def find_kind(name: str, question: Question, request: HttpRequest, page: int) -> Group | None:
    """One page of the hits of one kind; None for a kind that there is not."""
    source = all_sources().get(name)
    if source is None or not question.parts:
        return None
    start = (min(max(page, 1), MOST_PAGES) - 1) * PER_PAGE
    found = source.find(question, request, start, start + PER_PAGE)
    return Group(name, str(source.title), source.icon, found.total, found.hits)


def find_promoted(question: Question, *, typing: bool = False) -> list[Hit]:
    """What editors recommend: all words of one of its lines are asked for. While typing, begun words count."""
    asked = [stem(word) for word in words_in(question.text)]
    rows = PromotedResult.objects.filter(language=question.language).select_related("page__locale")
    return [
        Hit(title=row.shown_title, url=row.url, text=row.text, icon="star")
        for row in rows
        if any(_asks_for(asked, line, typing) for line in row.words.splitlines()) and row.url
    ][:MOST_PROMOTED]


def _asks_for(asked: list[str], line: str, typing: bool) -> bool:
    stems = [stem(word) for word in words_in(line)]
    if not stems or not asked:
        return False
    if typing:
        # The last word may be only begun.
        *whole, last = asked
        return all(word in stems for word in whole) and any(word.startswith(last) for word in stems)
    return all(word in asked for word in stems)


def suggestions(text: str, request: HttpRequest) -> list[Hit]:
    """The best few of everything, what editors recommend first. None under two letters."""
    question = ask(text)
    if len("".join(question.words)) < SHORTEST_QUERY:
        return []
    hits = find_promoted(question, typing=True)
    known = {hit.url for hit in hits}
    for source in all_sources().values():
        find = source.suggest or source.find
        found = find(question, request, 0, source.suggests)
        hits += [replace(hit, icon=hit.icon or source.icon) for hit in found.hits if hit.url not in known]
    return hits[:MOST_SUGGESTIONS]


def did_you_mean(question: Question, request: HttpRequest) -> Proposal | None:
    """Rightly written words in place of mistyped ones, where they find something."""
    text = mended(question)
    if not text:
        return None
    count = sum(group.total for group in find_everything(ask(text), request, 1))
    return Proposal(text, count, address_of(text)) if count else None


def half_found(question: Question, request: HttpRequest) -> list[Hit]:
    """Pages with some of several words, those with most of them first."""
    if len(question.parts) < 2:
        return []
    rows = pages_matching(PageText.objects.all(), question, any_part=True)
    return page_hits(rows[:MOST_HALF_FOUND], "pages", request)


def found_elsewhere(text: str, request: HttpRequest) -> list[Elsewhere]:
    """The town's other languages in which the words find something."""
    found = []
    for code in request.tenant.languages:  # type: ignore[attr-defined]  # set by the middleware
        if code == get_language():
            continue
        with override(code):
            count = sum(group.total for group in find_everything(ask(text), request, 1))
            url = address_of(text)
        if count:
            found.append(Elsewhere(code, str(get_language_info(code)["name_translated"]), count, url))
    return found
