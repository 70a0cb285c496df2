"""Looking for broken links: here when somebody asks for it, at other sites a turn at a time."""

from __future__ import annotations

from django_tasks import task

from pages.upkeep.actions import check_all_links
from pages.upkeep.looking_out import look_out, note_addresses


@task()
def look_for_broken_links() -> int:
    """What happens each night anyway."""
    found = check_all_links()
    if note_addresses():
        ask_other_sites.enqueue()
    return found


@task()
def ask_other_sites() -> None:
    """One turn; the next one queues behind whatever waits for the worker."""
    if look_out():
        ask_other_sites.enqueue()


def nightly() -> str:
    """The chore of upkeep. Other sites are asked by the worker, afterwards."""
    found = check_all_links()
    to_ask = note_addresses()
    if to_ask:
        ask_other_sites.enqueue()
    return f"{found} broken links, {to_ask} addresses of other sites to ask"
