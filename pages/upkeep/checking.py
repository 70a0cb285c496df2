"""Which links within the portal lead nowhere. No other host is asked here (see looking_out)."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.kit.reaching import answers_head
from cms.municipalities.models import Domain
from cms.municipalities.querysets import current_municipality
from pages.blocks.link import address_here
from pages.upkeep.choices import LinkProblem
from pages.upkeep.links import DOCUMENT, PAGE, FoundLink, links_in
from pages.upkeep.models import BrokenLink

log = logging.getLogger(__name__)

# Addresses of machines and of files: they answer by other rules, or cost too much to ask each night.
NOT_ASKED = ("/admin/", "/media/", "/static/")


class LinkChecker:
    """Looks at pages one after the other and remembers what it has asked before."""

    def __init__(self) -> None:
        self._live = dict(Page.objects.filter(depth__gte=2).values_list("pk", "live"))
        self._titles = dict(Page.objects.filter(depth__gte=2, live=False).values_list("pk", "title"))
        self._documents = set(get_document_model().objects.values_list("pk", flat=True))
        town = current_municipality()
        self._hosts = set(Domain.objects.filter(tenant_id=town.pk).values_list("domain", flat=True))
        self._answers: dict[tuple[str, str], bool] = {}

    def broken_on(self, page: Page) -> list[BrokenLink]:
        """The broken links of a page, not saved."""
        language = page.locale.language_code
        found = []
        for link in links_in(page.specific):
            problem = self._problem(link, language)
            if problem:
                target = (
                    self._titles.get(_number(link.target), f"#{link.target}")
                    if link.kind == PAGE
                    else link.target
                )
                found.append(
                    BrokenLink(page=page, problem=problem, target=target[:400], words=link.words[:200])
                )
        return found

    def _problem(self, link: FoundLink, language: str) -> LinkProblem | None:
        if link.kind == PAGE:
            live = self._live.get(_number(link.target))
            if live is None:
                return LinkProblem.PAGE_GONE
            return None if live else LinkProblem.PAGE_NOT_PUBLIC
        if link.kind == DOCUMENT:
            return None if _number(link.target) in self._documents else LinkProblem.DOCUMENT_GONE
        path = self._path_here(link, language)
        return LinkProblem.NO_ANSWER if path and not self._answers_at(path, language) else None

    def _path_here(self, link: FoundLink, language: str) -> str:
        """The path of an address of this portal; empty for any other."""
        try:
            parts = urlsplit(link.target)
        except ValueError:
            return ""
        if parts.scheme and parts.hostname not in self._hosts:
            return ""
        if not parts.path.startswith("/") or (parts.netloc and parts.hostname not in self._hosts):
            return ""
        path = parts.path
        if link.bare and not parts.scheme:
            with override(language):
                path = address_here(path)
        return "" if path.startswith(NOT_ASKED) else path

    def _answers_at(self, path: str, language: str) -> bool:
        first = path.strip("/").partition("/")[0]
        known = (first if first in current_municipality().languages else language, path)
        if known not in self._answers:
            self._answers[known] = self._ask(*known)
        return self._answers[known]

    def _ask(self, language: str, path: str) -> bool:
        if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
            return True
        try:
            with override(language), transaction.atomic():
                return answers_head(path) or (not path.endswith("/") and answers_head(f"{path}/"))
        except Exception:
            # Not the link's fault: whoever runs the portal hears of it.
            log.exception("The page at %s could not be made", path)
            return True


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
