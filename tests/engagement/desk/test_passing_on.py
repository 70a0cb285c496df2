"""Cases that go to others, and colleagues who are asked: nobody is led to a closed door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from engagement.cases import actions
from engagement.cases.actions.routing import readers_of
from engagement.cases.asking import awaited, waiting_for
from engagement.cases.errors import MoveNotAllowed, NotYours
from engagement.cases.models import Case
from engagement.cases.rules import may_be_consulted
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service

ENGLISH = {"Accept-Language": "en"}
pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


def test_whoever_gives_a_case_away_is_led_to_the_queue_and_told_where_it_went(
    desk: Client, department: Any
) -> None:
    other = make_department("works", names={"el": "Έργα", "en": "Public works"})
    version = make_service(department=department)
    whole, part = make_case(version), make_case(version)
    given = {"hand-over-department": other.pk, "hand-over-text": "Yours."}
    answer = desk.post(f"/admin/cases/{whole.pk}/hand-over/", given)
    assert answer.url == "/admin/cases/"
    page = desk.get(answer.url).content.decode()
    assert f"Case {whole.protocol} went to: Public works. You no longer have it." in page
    swapped = desk.post(f"/admin/cases/{part.pk}/hand-over/", given, headers=PART)
    assert (swapped.status_code, swapped.headers["HX-Redirect"]) == (200, "/admin/cases/")
    assert Case.objects.filter(department=other).count() == 2


def test_a_hand_over_that_needs_a_reason_says_so_at_the_field(desk: Client, department: Any) -> None:
    case = make_case(make_service(department=department))
    other = make_department("works")
    page = desk.post(f"/admin/cases/{case.pk}/hand-over/", {"hand-over-department": other.pk})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Another department reads why it gets the case." in text
    assert re.search(r'<textarea name="hand-over-text"[^>]* autofocus', text)
    assert text.count(" autofocus") == 1


def test_asking_nobody_is_told_at_the_field(desk: Client, department: Any) -> None:
    case = make_case(make_service(department=department))
    page = desk.post(f"/admin/cases/{case.pk}/consult/", {"consult-text": "Is it so?"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Choose a colleague, or write which other body you ask." in text
    assert 'aria-describedby="id_consult-colleague_helptext id_consult-colleague_error"' in text
    assert 'id="id_consult-colleague_error"' in text
    assert "Please say why" not in text
    assert not case.timeline.filter(kind="consulted").exists()


def test_only_those_who_may_open_a_case_are_asked_about_it(
    desk: Client, department: Any, officer: Any, count_queries: Callable[[], Any]
) -> None:
    case = make_case(make_service(department=department))
    green = make_department("green")
    colleague = make_staff("colleague@town.test", group="Officers", department=department)
    chief = make_staff("chief@town.test", group="Supervisors", department=green)
    editor = make_staff("editor@town.test", department=department)
    make_staff("stranger@town.test", group="Officers", department=green)
    make_staff("gone@town.test", group="Officers", department=department, is_active=False)
    make_resident("somebody@town.test", department=department)
    everybody = get_user_model().objects.all()
    with count_queries() as asked:
        offered = set(readers_of(case))
    assert len(asked) == 1
    assert offered == {person for person in everybody if may_be_consulted(person, case)}
    assert offered == {officer, colleague, chief}
    wrong = {"consult-colleague": editor.pk, "consult-text": "Is it so?"}
    assert desk.post(f"/admin/cases/{case.pk}/consult/", wrong).status_code == 422
    with pytest.raises(NotYours):
        actions.consult(case.pk, "Is it so?", by=officer, colleague=editor)


def test_a_colleague_who_was_asked_without_waiting_enters_the_opinion_on_the_case(
    desk: Client, second_client: Client, department: Any, officer: Any
) -> None:
    case = make_case(make_service(department=department))
    chief = make_staff("chief@town.test", group="Supervisors", language="en")
    other = make_staff("other@town.test", group="Officers", department=department, language="en")
    second_client.force_login(chief, backend=BACKEND)
    address, deed = f"/admin/cases/{case.pk}/", f"/admin/cases/{case.pk}/opinion/"

    def offers(client: Client) -> bool:
        return f'action="{deed}"' in client.get(address).content.decode()

    actions.take_case(case.pk, by=officer)
    actions.consult(case.pk, "Does it fit?", by=officer, colleague=chief)
    # Before everything else that could be done: what was asked, and the field for the answer.
    page = second_client.get(address, headers=ENGLISH).content.decode()
    deeds = page[page.index('id="deeds"') :]
    assert deeds.index("<details open") < deeds.index(f'action="{deed}"') < deeds.index("Does it fit?")
    assert deeds.index("Does it fit?") < deeds.index("Your opinion") < deeds.index("Write to the applicant")
    empty = second_client.post(deed, {"opinion-text": " "}, headers=ENGLISH).content.decode()
    assert "Please write something." in empty
    assert [offers(second_client), offers(desk)] == [True, False]
    # What the case does meanwhile takes nothing away, and nothing is set going by an answer that nobody waited for.
    actions.consult(case.pk, "And you?", by=officer, colleague=other, waits=True)
    assert second_client.post(deed, {"opinion-text": "It fits."}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.timeline.filter(kind="opinion").count()) == ("waiting_body", 1)
    actions.give_opinion(case.pk, "For me too.", by=other)
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert [offers(second_client), offers(desk)] == [False, False]
    # What a body writes on paper is entered by the officer.
    actions.consult(case.pk, "Is it safe?", by=officer, body="Fire brigade")
    page = desk.get(address).content.decode()
    assert f'action="{deed}"' in page
    assert "<details open" not in page[page.index('id="deeds"') :]
    assert "Asked of Fire brigade:" in page
    desk.post(deed, {"opinion-text": "Two exits are enough."})
    assert case.timeline.filter(kind="opinion").latest("number").data["body"] == "Fire brigade"
    actions.consult(case.pk, "And the roof?", by=officer, body="Fire brigade")
    actions.decide(case.pk, "granted", by=officer)
    assert [offers(second_client), offers(desk)] == [False, False]
    with pytest.raises(MoveNotAllowed):
        actions.give_opinion(case.pk, "Too late.", by=officer)


def test_only_those_who_were_asked_answer_and_only_once(officer: Any, department: Any) -> None:
    case = make_case(make_service(department=department))
    reader = make_staff("reader@town.test", department=department)
    reader.user_permissions.add(Permission.objects.get(codename="view_case"))
    reader = get_user_model().objects.get(pk=reader.pk)
    with pytest.raises(NotYours):
        actions.give_opinion(case.pk, "Unasked.", by=reader)
    actions.consult(case.pk, "Does it fit?", by=officer, colleague=reader)
    actions.give_opinion(case.pk, "It fits.", by=reader)
    with pytest.raises(NotYours):
        actions.give_opinion(case.pk, "Once more.", by=reader)


def test_nothing_is_decided_while_an_opinion_is_waited_for_unless_the_officer_goes_on(
    desk: Client, department: Any, officer: Any
) -> None:
    case = make_case(make_service(department=department))
    other = make_staff("other@town.test", group="Officers", department=department, language="en")
    actions.take_case(case.pk, by=officer)
    actions.consult(case.pk, "Does it fit?", by=officer, colleague=other, waits=True)
    actions.consult(case.pk, "Is it safe?", by=officer, body="Fire brigade", waits=True)
    address = f"/admin/cases/{case.pk}/"
    decision = {"decide-outcome": "granted", "decide-text": ""}
    assert f'action="{address}decide/"' not in desk.get(address).content.decode()
    assert desk.post(f"{address}decide/", decision).status_code == 409
    with pytest.raises(MoveNotAllowed):
        actions.decide(case.pk, "granted", by=officer)
    assert desk.post(f"{address}go-on/", {"go-on-text": "Both are ill."}).status_code == 302
    # They may still answer, which the page before the decision says.
    case.refresh_from_db()
    assert (case.state, [each.waits for each in awaited(case)]) == ("in_progress", [False, False])
    page = desk.post(f"{address}decide/", decision).content.decode()
    assert "An opinion is still awaited of: other@town.test, Fire brigade." in page
    actions.give_opinion(case.pk, "It fits.", by=other)
    assert [each.body for each in awaited(Case.objects.get(pk=case.pk))] == ["Fire brigade"]


def test_silence_decides_whatever_is_waited_for(department: Any, officer: Any) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.consult(case.pk, "Is it safe?", by=officer, body="Fire brigade", waits=True)
    assert actions.decide(case.pk, "granted", by=None, tacit=True).state == "decided"


def test_whoever_is_asked_finds_it_in_the_queue_and_on_the_first_page(
    desk: Client, department: Any, officer: Any, second_client: Client
) -> None:
    case, another = (make_case(make_service(department=department)) for _each in range(2))
    other = make_staff("other@town.test", group="Officers", department=department, language="en")
    second_client.force_login(other, backend=BACKEND)
    assert "view=asked" not in second_client.get("/admin/cases/").content.decode()
    for each in (case, another):
        actions.take_case(each.pk, by=officer)
    actions.consult(case.pk, "Does it fit?", by=officer, colleague=other)
    actions.consult(another.pk, "And this?", by=officer, colleague=other)
    actions.give_opinion(another.pk, "Yes.", by=other)
    queue = second_client.get("/admin/cases/?view=asked").content.decode()
    assert (case.protocol in queue, another.protocol in queue) == (True, False)
    assert case.protocol in second_client.get("/admin/").content.decode()
    assert "view=asked" not in desk.get("/admin/cases/").content.decode()
    actions.decide(case.pk, "granted", by=officer)
    assert waiting_for(other) == []


def test_the_ticked_ones_go_to_nobody_only_where_that_was_chosen(
    desk: Client, department: Any, officer: Any
) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    desk.post("/admin/cases/hand-over/", {"case": case.pk, "officer": ""})
    case.refresh_from_db()
    assert case.assignee == officer
    desk.post("/admin/cases/hand-over/", {"case": case.pk, "officer": "nobody"})
    case.refresh_from_db()
    assert case.assignee is None
