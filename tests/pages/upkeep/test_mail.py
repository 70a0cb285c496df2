"""Mail about pages: in the language of whoever gets it, with the town's own host in its links."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Comment, Page, PageSubscription

from cms.accounts.models import User
from tests.factories.accounts import make_staff
from tests.factories.pages import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(settings: Any) -> User:
    settings.PORTAL_PORT = ":8123"
    return make_staff("editor@town.test", language="el", first_name="Ελένη")


@pytest.fixture
def chief() -> User:
    return make_staff("chief@town.test", group="Approvers", language="en", first_name="Ada")


def submitted(editor: User) -> Page:
    page = content("A <page> & more", owner=editor)
    page.title = "A <new> & better page"
    page.save_revision(user=editor)
    with override("el"):
        page.get_workflow().start(page, editor)
    return page


def answer(client: Client, page: Page, by: User, how: str, words: str = "") -> None:
    client.force_login(by)
    task = page.current_workflow_task_state
    client.post(f"/admin/pages/workflow/action/{page.pk}/{how}/{task.pk}/", {"comment": words})


def mail_to(mailoutbox: list[Any], person: User) -> Any:
    found = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert len(found) == 1
    return found[0]


def test_a_submission_is_told_in_the_approvers_language(
    editor: User, chief: User, mailoutbox: list[Any]
) -> None:
    page = submitted(editor)
    mail = mail_to(mailoutbox, chief)
    assert mail.subject == "Please look at “A <new> & better page”"
    assert mail.body.startswith("Hello Ada,")
    assert f"http://town.test:8123/admin/pages/{page.pk}/edit/" in mail.body
    assert "waits for your approval" in mail.body
    assert "localhost" not in mail.body


def test_another_approver_reads_the_same_in_greek(editor: User, mailoutbox: list[Any]) -> None:
    greek = make_staff("greek@town.test", group="Approvers", language="el", first_name="Νίκος")
    submitted(editor)
    mail = mail_to(mailoutbox, greek)
    assert mail.subject == "Προς έγκριση: «A <new> & better page»"
    assert "Γεια σας, Νίκος," in mail.body
    assert "Hello" not in mail.body


def test_an_approval_is_told_in_the_editors_language(
    client: Client, editor: User, chief: User, mailoutbox: list[Any]
) -> None:
    page = submitted(editor)
    answer(client, page, chief, "approve")
    mail = mail_to(mailoutbox, editor)
    assert mail.subject == "Εγκρίθηκε: «A <new> & better page»"
    assert "http://town.test" in mail.body
    assert Page.objects.get(pk=page.pk).title == "A <new> & better page"


def test_a_rejection_brings_its_reason(
    client: Client, editor: User, chief: User, mailoutbox: list[Any]
) -> None:
    page = submitted(editor)
    answer(client, page, chief, "reject", "The fee is <wrong> & old.")
    mail = mail_to(mailoutbox, editor)
    assert mail.subject == "Επιστράφηκε: «A <new> & better page»"
    assert "Η αιτία:\nThe fee is <wrong> & old." in mail.body
    assert f"http://town.test:8123/admin/pages/{page.pk}/edit/" in mail.body


def test_whoever_prefers_another_language_in_the_back_office_gets_mail_in_it(
    editor: User, chief: User, mailoutbox: list[Any]
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=chief, defaults={"preferred_language": "el"})
    submitted(editor)
    assert mail_to(mailoutbox, chief).subject.startswith("Προς έγκριση")


def test_a_comment_is_told_to_whoever_follows_the_page(
    client: Client, editor: User, chief: User, mailoutbox: list[Any]
) -> None:
    page = content("A page", owner=editor)
    PageSubscription.objects.create(page=page, user=editor, comment_notifications=True)
    client.force_login(chief)
    form = client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    fields = {
        "title": page.title, "slug": page.slug, "summary": "", "icon": "", "body-count": "0", "search_words": "",
        "seo_title": "", "search_description": "", "reviewed_on": "", "go_live_at": "", "expire_at": "",
        "share_image": "", "comment_notifications": "on",
        "comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "comments-0-id": "", "comments-0-contentpath": "title",
        "comments-0-text": "Shorter & <plainer>?", "comments-0-position": "", "comments-0-DELETE": "",
        "comments-0-resolved": "", "comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0", "comments-0-replies-MAX_NUM_FORMS": "0",
    }  # fmt: skip
    assert form is not None
    done = client.post(f"/admin/pages/{page.pk}/edit/", fields)
    assert done.status_code == 302, done.context["form"].errors
    assert Comment.objects.get().text == "Shorter & <plainer>?"
    mail = mail_to(mailoutbox, editor)
    assert mail.subject == "Σχόλια από Ada στη σελίδα «A page»"
    assert "- Shorter & <plainer>?" in mail.body
    assert f"http://town.test:8123/admin/pages/{page.pk}/edit/" in mail.body
