"""Links to other sites: which are due, what they answered, and which of them the report shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.municipalities.models import Domain
from cms.municipalities.querysets import current_municipality
from pages.upkeep.choices import OUTSIDE_PROBLEMS
from pages.upkeep.links import ADDRESS, FoundLink, links_in
from pages.upkeep.models import LONGEST_ADDRESS, BrokenLink, OutsideLink
from pages.upkeep.outside import PAUSE_SECONDS, OutsideAnswer, ask_all, is_outside

# In one turn of the worker, which has mail to send as well.
TURN_ADDRESSES = 200
TURN_SECONDS = 30.0
# No answer from any of so many hosts: it is the portal that cannot get out, and nobody's link is broken.
HOSTS_TO_JUDGE = 3


def is_on() -> bool:
    """The setting OUTSIDE_LINKS."""
    return bool(settings.OUTSIDE_LINKS)


def outside_links() -> Iterator[tuple[Page, FoundLink]]:
    """Every link of a public page to another site."""
    town = current_municipality()
    ours = set(Domain.objects.filter(tenant_id=town.pk).values_list("domain", flat=True))
    for page in Page.objects.live().filter(depth__gte=2).specific():
        for link in links_in(page):
            is_address = link.kind == ADDRESS and len(link.target) <= LONGEST_ADDRESS
            if is_address and is_outside(link.target) and urlsplit(link.target).hostname not in ours:
                yield page, link


@transaction.atomic
def note_addresses() -> int:
    """Every address of today's pages has its row; those that no page has any more go, and the report follows.

    How many are due.
    """
    wanted = {link.target for _page, link in outside_links()} if is_on() else set()
    OutsideLink.objects.exclude(address__in=wanted).delete()
    rows = [OutsideLink(address=address) for address in sorted(wanted)]
    OutsideLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    report_outside()
    return OutsideLink.objects.due(timezone.now()).count()


def look_out(*, seconds: float = TURN_SECONDS, pause: float = PAUSE_SECONDS) -> bool:
    """Asks what is due, as far as one turn goes. No transaction is open meanwhile. Whether there is more to ask."""
    if not is_on():
        return False
    links = list(OutsideLink.objects.due(timezone.now())[:TURN_ADDRESSES])
    answers = ask_all([link.address for link in links], seconds=seconds, pause=pause)
    if not answers or _cannot_get_out(answers):
        return False
    keep_answers(links, answers)
    return OutsideLink.objects.due(timezone.now()).exists()


def _cannot_get_out(answers: Mapping[str, OutsideAnswer]) -> bool:
    hosts = {urlsplit(address).hostname for address in answers}
    return len(hosts) >= HOSTS_TO_JUDGE and not any(answer.status for answer in answers.values())


@transaction.atomic
def keep_answers(links: list[OutsideLink], answers: Mapping[str, OutsideAnswer]) -> None:
    """What was answered, and the report by it."""
    asked = [link for link in links if link.address in answers]
    for link in asked:
        answer = answers[link.address]
        link.status, link.problem, link.asked_at = answer.status, answer.problem or "", timezone.now()
        link.failures = min(link.failures + 1, 1000) if answer.problem else 0
    OutsideLink.objects.bulk_update(asked, ["status", "problem", "failures", "asked_at"], batch_size=500)
    report_outside()


@transaction.atomic
def report_outside() -> int:
    """Writes the report's lines about other sites anew, from what is known; how many there are."""
    known = {link.address: link for link in OutsideLink.objects.broken()} if is_on() else {}
    lines = [
        BrokenLink(
            page=page,
            problem=known[link.target].problem,
            target=link.target[:400],
            words=link.words[:200],
            status=known[link.target].status,
            found_at=known[link.target].asked_at,
        )
        for page, link in (outside_links() if known else ())
        if link.target in known
    ]
    BrokenLink.objects.filter(problem__in=OUTSIDE_PROBLEMS).delete()
    BrokenLink.objects.bulk_create(lines, batch_size=500)
    return len(lines)
