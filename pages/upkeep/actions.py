"""Reviewing pages, looking for broken links, and the words of the approval."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Task, Workflow

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from cms.municipalities.models import Municipality
from pages.base.models import BasePage
from pages.upkeep.checking import LinkChecker
from pages.upkeep.choices import OUTSIDE_PROBLEMS
from pages.upkeep.models import BrokenLink

# As Wagtail's first migration names its workflow and the one step of it.
NAME_OF_WAGTAIL = "Moderators approval"


@transaction.atomic
def mark_reviewed(page: Page, *, by: AbstractBaseUser, on: date) -> bool:
    """Notes that somebody has checked that all of a page is true. What is published and what is being written get the
    day alike; it is no new version, and no translation becomes out of date by it. False for pages without that day.
    """
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return False
    locked = model.objects.select_for_update(of=("self",)).get(pk=page.pk)
    model.objects.filter(pk=page.pk).update(reviewed_on=on)
    for revision in {locked.latest_revision, locked.live_revision} - {None}:
        revision.content = {**revision.content, "reviewed_on": on.isoformat()}
        revision.save(update_fields=["content"])
    record("reviewed", locked, by=by, changes={"reviewed_on": [locked.reviewed_on, on]})
    forget_public_pages()
    return True


@transaction.atomic
def check_all_links() -> int:
    """Looks at every link of every public page within the portal; how many lead nowhere."""
    checker = LinkChecker()
    broken = [
        link
        for page in Page.objects.live().filter(depth__gte=2).select_related("locale")
        for link in checker.broken_on(page)
    ]
    BrokenLink.objects.exclude(problem__in=OUTSIDE_PROBLEMS).delete()
    BrokenLink.objects.bulk_create(broken, batch_size=500)
    return len(broken)


def name_the_approval(town: Municipality) -> None:
    """The approval that Wagtail brings is named in the town's first language, unless somebody has named it."""
    with override(town.languages[0] if town.languages else None):
        for model in (Workflow, Task):
            model.objects.filter(name=NAME_OF_WAGTAIL).update(name=_("Approval"))
