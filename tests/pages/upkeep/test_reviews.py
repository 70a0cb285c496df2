"""Pages that nobody has checked for a year, and noting that somebody has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.audit.models import Deed
from pages.upkeep.querysets import stale
from tests.factories.accounts import make_staff
from tests.factories.pages import content, home

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def old(page: Page, days: int = 400) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - timedelta(days=days))


def titles(client: Client, query: str = "") -> list[str]:
    return [page.title for page in client.get(f"/admin/reports/review/{query}").context["object_list"]]


@pytest.fixture
def approver(client: Client) -> Client:
    client.force_login(make_staff("chief@town.test", group="Approvers"))
    return client


def test_the_day_of_the_review_counts_and_without_one_the_day_of_publication(approver: Client) -> None:
    old(content("Never reviewed", slug="never"), days=500)
    old(content("Reviewed long ago", slug="long", reviewed_on=TODAY() - timedelta(days=450)), days=10)
    old(content("Reviewed lately", slug="lately", reviewed_on=TODAY() - timedelta(days=10)), days=900)
    content("New", slug="new")
    drafts = content("Draft", slug="draft")
    old(drafts)
    drafts.unpublish()
    assert titles(approver) == ["Never reviewed", "Reviewed long ago"]
    assert titles(approver, "?months=24") == []
    assert titles(approver, "?months=12&language=el") == []
    assert stale(Page.objects.all(), TODAY() - timedelta(days=5)).filter(title="Reviewed lately").exists()


def test_several_pages_are_noted_as_reviewed_at_once(approver: Client) -> None:
    pages = [content(f"Page {number}", slug=f"p{number}") for number in range(2)]
    for page in pages:
        old(page)
    query = "&".join(f"id={page.pk}" for page in pages)
    address = f"/admin/bulk/wagtailcore/page/reviewed/?{query}&next=/admin/reports/review/"
    assert approver.get(address).status_code == 200
    answer = approver.post(address)
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/reports/review/"
    assert titles(approver) == []
    for page in pages:
        page.refresh_from_db()
        assert page.reviewed_on == TODAY()
    assert Deed.objects.filter(verb="reviewed").count() == 2


def test_a_review_keeps_what_is_being_written_and_makes_no_new_version(approver: Client) -> None:
    page = content("Published", slug="published")
    page.title = "Being written"
    page.save_revision()
    before = page.revisions.count(), Page.objects.get(pk=page.pk).last_published_at
    approver.post(f"/admin/bulk/wagtailcore/page/reviewed/?id={page.pk}")
    page.refresh_from_db()
    assert (page.title, page.reviewed_on) == ("Published", TODAY())
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.reviewed_on) == ("Being written", TODAY())
    assert (page.revisions.count(), page.last_published_at) == before
    draft.save_revision().publish()
    assert type(page).objects.get(pk=page.pk).reviewed_on == TODAY()


def test_whoever_may_not_publish_may_not_note_a_review(client: Client) -> None:
    page = content("A page", slug="page")
    client.force_login(make_staff("editor@town.test", group="Editors"))
    client.post(f"/admin/bulk/wagtailcore/page/reviewed/?id={page.pk}")
    page.refresh_from_db()
    assert page.reviewed_on is None


def test_the_list_of_pages_offers_it(approver: Client) -> None:
    assert (
        "/admin/bulk/wagtailcore/page/reviewed/"
        in approver.get(f"/admin/pages/{home('en').pk}/").content.decode()
    )
