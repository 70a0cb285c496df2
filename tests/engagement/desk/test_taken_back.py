"""What is taken back, objected to or handed over: nothing of it happens unseen, and nothing that was not meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.cases.answers import current_answers
from engagement.cases.choices import CaseState
from engagement.cases.errors import MoveNotAllowed
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.forms import a_form, a_question, a_step, by_ids, id_of

pytestmark = pytest.mark.django_db


def letters_to_the_applicant() -> list[str]:
    return [mail.subject for mail in OutgoingMail.objects.filter(recipients=["maria@example.org"])]


def test_what_was_withdrawn_is_not_taken_up_again_also_when_it_is_closed(
    desk: Client, officer: Any, department: Any
) -> None:
    case = make_case(make_service(department=department))
    before = len(letters_to_the_applicant())
    actions.withdraw(case.pk, reason="Not needed any more.")
    assert len(letters_to_the_applicant()) == before + 1
    for close in (False, True):
        if close:
            actions.close(case.pk, by=officer)
        with pytest.raises(MoveNotAllowed):
            actions.reopen(case.pk, "Let us grant it.", by=officer)
        page = desk.get(f"/admin/cases/{case.pk}/").content.decode()
        assert f"/admin/cases/{case.pk}/reopen/" not in page


def test_an_objection_is_confirmed_and_what_was_decided_once_is_not_withdrawn(
    client: Client, officer: Any, department: Any
) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
    actions.object_to(case.pk, "I sent it by post.")
    assert any("Your objection was received" in subject for subject in letters_to_the_applicant())
    with pytest.raises(MoveNotAllowed):
        actions.withdraw(case.pk)
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    page = client.get(f"/en/trace/{case.year}/{case.number}/").content.decode()
    assert "/reply/" in page
    assert "/withdraw/" not in page


def test_a_new_answer_of_a_correction_leads_to_the_questions_behind_it(
    client: Client, officer: Any, department: Any
) -> None:
    whom = a_question("one_of", "whom", "me", "other")
    form = a_form(a_step("about", whom, a_question("short_text", "warrant", when="whom = other")))
    case = make_case(make_service(department=department, form=form), answers=by_ids(whom="c-me"))
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Whom is it about?", by=officer, questions=[id_of("whom")])
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    correct = f"/en/trace/{case.year}/{case.number}/correct/"
    assert f"q-{id_of('warrant')}" not in client.get(correct).content.decode()
    other = {f"q-{id_of('whom')}": "c-other"}
    led = client.post(correct, other)
    assert led.status_code == 200, led.context["form"].errors
    assert f"q-{id_of('warrant')}" in led.content.decode()
    assert "Your new answers lead to more questions" in led.content.decode()
    # It must be answered, as in the form.
    assert client.post(correct, other).status_code == 422
    assert client.post(correct, {**other, f"q-{id_of('warrant')}": "A signed paper"}).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.IN_PROGRESS
    answers = current_answers(case)
    assert {**answers, **by_ids(whom="c-other", warrant="A signed paper")} == answers


def test_answers_that_come_after_the_decision_are_told_not_to_be_taken_and_the_officer_was_warned(
    desk: Client, client: Client, officer: Any, department: Any
) -> None:
    whom = a_question("one_of", "whom", "me", "other")
    version = make_service(department=department, form=a_form(a_step("about", whom)))
    case = make_case(version, answers=by_ids(whom="c-me"))
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Whom is it about?", by=officer, questions=[id_of("whom")])
    asked = desk.post(f"/admin/cases/{case.pk}/decide/", {"decide-outcome": "granted", "decide-text": ""})
    assert "has not answered yet" in asked.content.decode()
    actions.decide(case.pk, "granted", by=officer, reasons="")
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    traced = f"/en/trace/{case.year}/{case.number}/"
    late = client.post(f"{traced}correct/", {f"q-{id_of('whom')}": "c-other"}, follow=True)
    assert "your answers were not taken" in late.content.decode()


def test_a_hand_over_that_changes_nothing_writes_nothing_and_a_supervisor_may_choose_anybody(
    department: Any, officer: Any
) -> None:
    chief = make_staff("chief@town.test", group="Supervisors", language="en")
    elsewhere = make_staff("green@town.test", group="Officers", department=make_department("green"))
    case = make_case(make_service(department=department))
    entries = case.timeline.count()
    actions.assign(case.pk, to=None, by=chief, reason="Back.")
    assert case.timeline.count() == entries
    board = Client(SERVER_NAME="town.test", HTTP_ACCEPT_LANGUAGE="en")
    board.force_login(chief, backend=BACKEND)
    page = board.get("/admin/cases/?view=open").content.decode()
    assert all(f'<option value="{each.pk}"' in page for each in (officer, elsewhere))
