"""Kept views, actions that bring in a part of the page, letters that did not arrive."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.notifications import delivery
from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.desk.actions import tidy_query
from engagement.desk.models import SavedView
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


def test_a_view_is_kept_for_oneself_or_for_the_department_and_dropped_by_its_keeper(
    desk: Client, second_client: Client, department: Any
) -> None:
    kept = {"name": " Late  ones ", "query": "view=late&q=Papa&p=3&next=//evil.test", "shared": "on"}
    assert desk.post("/admin/cases/views/", kept).url == "/admin/cases/?view=late&q=Papa"
    desk.post("/admin/cases/views/", {"name": "My own", "query": "view=mine"})
    assert desk.post("/admin/cases/views/", {"name": " ", "query": "view=mine"}).url == "/admin/cases/"
    colleague = make_staff("c@town.test", group="Officers", department=department)
    stranger = make_staff("b@town.test", group="Officers", department=make_department("green"))
    for person, shown in ((colleague, True), (stranger, False)):
        second_client.force_login(person, backend=BACKEND)
        page = second_client.get("/admin/cases/").content.decode()
        assert ("Late ones" in page, "My own" in page) == (shown, False)
        view = SavedView.objects.get(name="Late ones")
        assert second_client.post(f"/admin/cases/views/{view.pk}/drop/").status_code == 404
    assert "My own" in desk.get("/admin/cases/").content.decode()
    assert desk.post(f"/admin/cases/views/{view.pk}/drop/").status_code == 302
    assert SavedView.objects.count() == 1


def test_a_kept_view_is_never_longer_than_its_column() -> None:
    assert len(tidy_query("&".join(f"q={'ω' * 100}" for _each in range(60)))) <= 1_000


def test_a_note_brings_in_the_case_alone_where_scripts_run_and_the_whole_page_elsewhere(
    desk: Client, department: Any
) -> None:
    case = make_case(make_service(department=department))
    address = f"/admin/cases/{case.pk}/note/"
    part = desk.post(address, {"note-text": "Called her."}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert part.status_code == 200
    assert text.lstrip().startswith('<div id="desk-case" data-said=')
    assert "Called her." in text
    assert "<html" not in text
    assert desk.post(address, {"note-text": "Again."}).url == f"/admin/cases/{case.pk}/"
    wrong = desk.post(address, {"note-text": ""}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "desk-error" in wrong.content.decode()
    taken = desk.post(f"/admin/cases/{case.pk}/take/", headers={"HX-Request": "true"}).content.decode()
    assert 'data-said="' in taken


def test_a_letter_that_is_refused_for_good_stands_in_the_timeline(
    desk: Client, officer: Any, department: Any, settings: Any
) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.write_to_applicant(case.pk, "Please come by.", by=officer)
    settings.DELIVERY_EMAIL_BACKEND = "tests.engagement.desk.refusing.RefusingBackend"
    letter = OutgoingMail.objects.get(about=f"case {case.pk}")
    delivery.deliver(letter.pk)
    entry = case.timeline.get(kind="delivery")
    assert (entry.is_public, entry.by_role) == (False, "portal")
    assert "550" in entry.text
    assert "550" in desk.get(f"/admin/cases/{case.pk}/").content.decode()
    # The officer is told; that letter is about nothing, so that its own failure ends there.
    told = OutgoingMail.objects.get(recipients=["officer@town.test"])
    assert told.about == ""
