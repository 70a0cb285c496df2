"""Who may do what with a page, as a truth table."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import GroupApprovalTask, Page

from tests.factories.accounts import make_resident, make_staff
from tests.factories.pages import content, section

pytestmark = pytest.mark.django_db


def person(who: str) -> Any:
    if who in {"resident", "superuser"}:
        return make_resident("somebody@town.test", is_superuser=who == "superuser")
    return make_staff("somebody@town.test", group=who)


# Add below, edit, publish, approve, lock, delete a page with all below it.
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("resident", (0, 0, 0, 0, 0, 0)),
        ("Officers", (0, 0, 0, 0, 0, 0)),
        ("Data stewards", (0, 0, 0, 0, 0, 0)),
        ("Editors", (1, 1, 0, 0, 0, 0)),
        ("Approvers", (1, 1, 1, 1, 1, 0)),
        ("Administrators", (1, 1, 1, 1, 1, 1)),
        ("superuser", (1, 1, 1, 1, 1, 1)),
    ],
)
def test_who_may_do_what_with_a_page(who, may):
    user = person(who)
    branch = section("A branch")
    # An editor's own page: what one has made oneself may be edited.
    page = content("A leaf", parent=branch, owner=user)
    tester = Page.objects.get(pk=page.pk).permissions_for_user(user)
    above = Page.objects.get(pk=branch.pk).permissions_for_user(user)
    approves = bool(GroupApprovalTask.objects.get().get_actions(page, user))
    found = (
        above.can_add_subpage(),
        tester.can_edit(),
        tester.can_publish(),
        approves,
        tester.can_lock(),
        above.can_delete(),
    )
    assert found == may


@pytest.mark.parametrize("group", ["Approvers", "Administrators"])
def test_what_an_editor_submits_is_published_by_whoever_approves_it(client, town, group):
    editor, approver = make_staff("editor@town.test"), make_staff("chief@town.test", group=group)
    page = content("Old title", owner=editor)
    page.title = "New title"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    assert Page.objects.get(pk=page.pk).title == "Old title"
    state = page.current_workflow_task_state
    assert [name for name, _label, _form in state.task.specific.get_actions(page, editor)] == []
    client.force_login(approver)
    answer = client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", follow=True)
    assert answer.status_code == 200
    assert Page.objects.get(pk=page.pk).title == "New title"


def test_mail_about_a_page_links_to_the_towns_own_host(client, town, other_town, mailoutbox, settings):
    settings.PORTAL_PORT = ":8123"
    editor, approver = make_staff("editor@town.test"), make_staff("chief@town.test", group="Approvers")
    page = content("A page", owner=editor)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    mail = next(mail for mail in mailoutbox if mail.to == [approver.email])
    assert "http://town.test:8123/admin/pages/" in mail.body
    assert "localhost" not in mail.body
