"""What is due goes live and comes back by itself, in every municipality, and one failure stops no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tenants.utils import tenant_context
from wagtail.models import Page
from wagtail.signals import page_published

from cms.kit.workers import worker_started
from cms.municipalities.registry import rounds
from cms.municipalities.tasks import do_rounds, see_to_rounds
from pages.content.models import ContentPage
from pages.upkeep.scheduling import publish_due
from tests.factories.pages import content, home

pytestmark = pytest.mark.django_db


def planned(title: str, *, minutes: int) -> ContentPage:
    """A page approved to go live; minutes below zero have passed."""
    page = content(title, slug=title.lower())
    page.unpublish()
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    moment = timezone.now() + timedelta(minutes=minutes)
    page.scheduled_revision.__class__.objects.filter(pk=page.scheduled_revision.pk).update(
        approved_go_live_at=moment,
        content={**page.scheduled_revision.content, "go_live_at": moment.isoformat()},
    )
    return page


def live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_what_is_due_goes_live_and_what_has_expired_comes_back(client: Client) -> None:
    due, later = planned("Due", minutes=-1), planned("Later", minutes=5)
    over = content("Over", slug="over")
    Page.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_due() == "1 published, 1 taken back"
    assert (live(due), live(later), live(over)) == (True, False, False)
    assert client.get("/en/due/").status_code == 200
    assert client.get("/en/search/", {"q": "due"}).context["count"] == 1
    assert publish_due() == ""


def test_one_page_that_fails_stops_no_other() -> None:
    bad, good = planned("Bad", minutes=-2), planned("Good", minutes=-1)

    def spoil(instance: Page, **_more: Any) -> None:
        if instance.title == "Bad":
            raise ValueError("no")

    page_published.connect(spoil)
    try:
        assert publish_due() == "1 published, 0 taken back"
    finally:
        page_published.disconnect(spoil)
    assert (live(bad), live(good)) == (False, True)


def test_each_municipality_has_its_own_round(town: Any, other_town: Any) -> None:
    with tenant_context(other_town):
        page = planned("There", minutes=-1)
    told = do_rounds.func()
    assert told == {other_town.schema_name: {"pages.schedule": "1 published, 0 taken back"}}
    with tenant_context(other_town):
        assert live(page)
    assert home("en").live


def test_a_worker_has_one_round_waiting_and_old_ones_do_not_pile_up(town: Any) -> None:
    worker_started.send(sender=None)
    worker_started.send(sender=None)
    rows = DBTaskResult.objects.filter(task_path=do_rounds.module_path)
    assert rows.count() == 1
    rows.update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(hours=2))
    see_to_rounds()
    assert [row.status for row in rows.all()] == ["READY"]


def test_a_round_that_fails_is_followed_by_the_next(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil() -> str:
        raise ValueError("no")

    monkeypatch.setattr(rounds, "_things", {"bad": spoil})
    assert do_rounds.func()[town.schema_name] == {"bad": "failed: no"}
    assert DBTaskResult.objects.filter(task_path=do_rounds.module_path, status="READY").count() == 1
