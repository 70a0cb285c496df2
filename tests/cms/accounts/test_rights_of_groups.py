"""Who may do what from the first day: one line for each deed, one column for each group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import GroupApprovalTask, Page

from cms.accounts.models import User
from tests.factories.accounts import make_staff
from tests.factories.pages import content, home, section

pytestmark = pytest.mark.django_db

GROUPS = ("Editors", "Approvers", "Officers", "Data stewards", "Administrators")


def rights_on(person: User, page: Page) -> Any:
    return Page.objects.get(pk=page.pk).permissions_for_user(person)


def leaf(person: User) -> Page:
    """Somebody else's page."""
    return content("A leaf", parent=section("A branch"))


DEEDS: dict[str, Callable[[User], bool]] = {
    "come in": lambda person: person.has_perm("wagtailadmin.access_admin"),
    "add a page": lambda person: rights_on(person, home("el")).can_add_subpage(),
    "edit another's page": lambda person: rights_on(person, leaf(person)).can_edit(),
    "submit a page for approval": lambda person: (
        rights_on(person, leaf(person)).can_edit()
        and rights_on(person, leaf(person)).can_submit_for_moderation()
    ),
    "publish a page": lambda person: rights_on(person, leaf(person)).can_publish(),
    "take a page back": lambda person: rights_on(person, leaf(person)).can_unpublish(),
    "approve or send back": lambda person: bool(
        GroupApprovalTask.objects.get().get_actions(leaf(person), person)
    ),
    "lock a page": lambda person: rights_on(person, leaf(person)).can_lock(),
    "move a page": lambda person: rights_on(person, leaf(person)).can_move(),
    "delete a page": lambda person: rights_on(person, leaf(person)).can_delete(),
    "delete a page with all below it": lambda person: rights_on(
        person, leaf(person).get_parent()
    ).can_delete(),
    "change menus and footer": lambda person: person.has_perm("pages_navigation.change_navigation"),
    "start a translation": lambda person: person.has_perm("simple_translation.submit_translation"),
    "add a picture": lambda person: pictures.user_has_permission(person, "add"),
    "add a document": lambda person: documents.user_has_permission(person, "add"),
    "see what is asked for": lambda person: person.has_perm("pages_search.view_askedwords"),
    "change synonyms": lambda person: person.has_perm("pages_search.change_synonymgroup"),
    "recommend a result": lambda person: person.has_perm("pages_search.add_promotedresult"),
    "describe a dataset": lambda person: person.has_perm("opendata_catalog.change_dataset"),
    "publish a file as a dataset": lambda person: person.has_perm("opendata_ingest.publish_upload"),
    "hand out keys": lambda person: person.has_perm("opendata_access.add_apikey"),
    "answer a question about a dataset": lambda person: person.has_perm("opendata_community.change_question"),
    "plant a tree": lambda person: person.has_perm("maps_trees.add_tree"),
    "add a species": lambda person: person.has_perm("maps_trees.add_species"),
    "fell a protected tree": lambda person: person.has_perm("maps_trees.fell_protected_tree"),
    "manage people": lambda person: person.has_perm("cms_accounts.change_user"),
    "change the municipality": lambda person: person.has_perm("cms_municipalities.change_municipality"),
    "change the approval": lambda person: person.has_perm("wagtailcore.change_workflow"),
    "add a redirect": lambda person: person.has_perm("wagtailredirects.add_redirect"),
    "read the log of deeds": lambda person: person.has_perm("cms_audit.view_deed"),
    "read the list of mail": lambda person: person.has_perm("cms_notifications.view_outgoingmail"),
}

#                                       E  A  O  D  Adm
TABLE = {
    "come in":                           (1, 1, 1, 1, 1),
    "add a page":                        (1, 1, 0, 0, 1),
    "edit another's page":               (1, 1, 0, 0, 1),
    "submit a page for approval":        (1, 1, 0, 0, 1),
    "publish a page":                    (0, 1, 0, 0, 1),
    "take a page back":                  (0, 1, 0, 0, 1),
    "approve or send back":              (0, 1, 0, 0, 1),
    "lock a page":                       (0, 1, 0, 0, 1),
    "move a page":                       (0, 1, 0, 0, 1),
    "delete a page":                     (0, 1, 0, 0, 1),
    "delete a page with all below it":   (0, 0, 0, 0, 1),
    "change menus and footer":           (0, 1, 0, 0, 1),
    "start a translation":               (1, 1, 0, 0, 1),
    "add a picture":                     (1, 1, 0, 0, 1),
    "add a document":                    (1, 1, 0, 0, 1),
    "see what is asked for":             (1, 1, 0, 0, 1),
    "change synonyms":                   (0, 1, 0, 0, 1),
    "recommend a result":                (0, 1, 0, 0, 1),
    "describe a dataset":                (1, 1, 0, 1, 1),
    "publish a file as a dataset":       (1, 1, 0, 1, 1),
    "hand out keys":                     (0, 0, 0, 1, 1),
    "answer a question about a dataset": (0, 0, 0, 1, 1),
    "plant a tree":                      (0, 0, 1, 1, 1),
    "add a species":                     (0, 0, 0, 1, 1),
    "fell a protected tree":             (0, 0, 0, 0, 1),
    "manage people":                     (0, 0, 0, 0, 1),
    "change the municipality":           (0, 0, 0, 0, 1),
    "change the approval":               (0, 0, 0, 0, 1),
    "add a redirect":                    (0, 0, 0, 0, 1),
    "read the log of deeds":             (0, 0, 0, 0, 1),
    "read the list of mail":             (0, 0, 0, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize(("deed", "group"), [(deed, group) for deed in TABLE for group in GROUPS])
def test_what_a_group_may_do_from_the_first_day(town: Any, deed: str, group: str) -> None:
    person = make_staff("somebody@town.test", group=group)
    assert bool(DEEDS[deed](person)) == bool(TABLE[deed][GROUPS.index(group)])


#                        E  A  O  D  Adm
REPORTS = {
    "review":           (1, 1, 0, 0, 1),
    "broken-links":     (1, 1, 0, 0, 1),
    "translations":     (1, 1, 0, 0, 1),
    "asked":            (1, 1, 0, 0, 1),
    "not-found":        (1, 1, 0, 0, 1),
    "mail":             (0, 0, 0, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize(("report", "group"), [(report, group) for report in REPORTS for group in GROUPS])
def test_which_reports_a_group_may_read(client: Client, town: Any, report: str, group: str) -> None:
    client.force_login(make_staff("somebody@town.test", group=group))
    answer = client.get(f"/admin/reports/{report}/")
    assert (answer.status_code == 200) == bool(REPORTS[report][GROUPS.index(group)])


def test_a_locked_page_is_edited_by_whoever_locked_it_and_by_nobody_else(town: Any) -> None:
    editor, approver = make_staff("editor@town.test"), make_staff("chief@town.test", group="Approvers")
    page = content("A page")
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=approver, locked_at=timezone.now())
    assert rights_on(editor, page).page_locked()
    assert not rights_on(approver, page).page_locked()
    assert rights_on(editor, page).can_unlock() is False


def test_the_bulk_actions_do_what_the_rights_say(client: Client, town: Any) -> None:
    branch = section("A branch")
    pages = [content(f"Page {number}", parent=branch) for number in range(2)]
    query = "&".join(f"id={page.pk}" for page in pages)
    client.force_login(make_staff("editor@town.test"))
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?{query}")
    assert Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == 2
    client.force_login(make_staff("chief@town.test", group="Approvers"))
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?{query}")
    assert not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()
    client.post(f"/admin/bulk/wagtailcore/page/publish/?{query}")
    assert Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == 2
    client.post(f"/admin/bulk/wagtailcore/page/move/?{query}", {"chooser": home("en").pk})
    assert {Page.objects.get(pk=page.pk).get_parent().pk for page in pages} == {home("en").pk}
    client.post(f"/admin/bulk/wagtailcore/page/delete/?{query}")
    assert not Page.objects.filter(pk__in=[page.pk for page in pages]).exists()
