"""Pages of the portal that no editor wrote, found by what people call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.kit.folding import fold
from pages.base.contract import Found, Hit, Question
from pages.search.matching import holds


@dataclass(frozen=True)
class FixedPage:
    """`words`: what else people type who look for it."""

    title: Any
    text: Any
    words: Any
    name: str
    icon: str

    @property
    def known(self) -> str:
        """Title and words in the active language, folded."""
        return f" {fold(str(self.title))} {fold(str(self.words))} "


PAGES = (
    FixedPage(
        _("Is a document genuine?"),
        _("Say whether a document of the town hall is genuine and still counts, by its code or its file."),
        _("genuine authentic verify verification valid forged seal QR"),
        "engagement_documents:verify",
        "badge-check",
    ),
    FixedPage(
        _("Where is my request?"),
        _("With the number and the secret of your receipt you see where it is."),
        _("protocol secret receipt status progress trace"),
        "engagement_desk:trace",
        "route",
    ),
    FixedPage(
        _("My affairs"),
        _("Your requests, drafts and documents, once you are signed in."),
        _("account login"),
        "engagement_desk:my",
        "user",
    ),
)


def find_fixed(question: Question, _request: HttpRequest, start: int, stop: int) -> Found:
    """Those that hold every part of the question."""
    found = [page for page in PAGES if all(holds(page.known, part) for part in question.parts)]
    hits = [
        Hit(title=str(page.title), url=reverse(page.name), text=str(page.text), icon=page.icon)
        for page in found[start:stop]
    ]
    return Found(len(found), hits)


def names_of_fixed(language: str) -> Iterable[str]:
    """What the search knows how to mend a misspelt word to."""
    with override(language):
        return [page.known for page in PAGES]
