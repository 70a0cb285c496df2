"""Looking for broken links when somebody asks for it."""

from __future__ import annotations

from django_tasks import task

from pages.upkeep.actions import check_all_links


@task()
def look_for_broken_links() -> int:
    """What happens each night anyway."""
    return check_all_links()
