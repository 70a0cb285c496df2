"""What a case's page, its letters and "My affairs" say: nobody is told of another body, a day or a document that is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.cases.deadlines import next_working_day
from engagement.cases.models import Case
from engagement.desk.public.trace import next_words
from engagement.desk.telling import timeline_for_applicant, timeline_for_staff
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_resident, make_staff
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(department: Any) -> Any:
    names = {"first_name": "Despina", "last_name": "Vasiliou", "language": "en"}
    return make_staff("colleague@town.test", group="Officers", department=department, **names)


def test_the_timeline_names_to_whom_a_case_went_and_who_was_asked_for_the_staff_alone(
    department: Any, officer: Any, colleague: Any, count_queries: Callable[[], Any]
) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.consult(case.pk, "Does the plan fit?", by=officer, colleague=colleague, waits=True)
    with override("en"):
        asked = timeline_for_staff(case)
        public = timeline_for_applicant(case)
        case.refresh_from_db()
        state = case.get_state_display()
        assert "another body" not in next_words(case)
    assert {line.title: line.detail for line in asked}["Asked for an opinion"] == "Despina Vasiliou"
    assert state == "waiting for an opinion"
    assert "another body" not in " ".join(line.title for line in (*asked, *public)).lower()
    assert not any("Despina" in f"{line.detail}{line.title}" for line in public)
    actions.assign(case.pk, to=colleague, by=officer, reason="Hers.")
    with count_queries() as queries:
        told = timeline_for_staff(case)
    assert len(queries) <= 3
    assert [line.detail for line in told if line.text == "Hers."] == ["Despina Vasiliou · Πράσινο"]


def test_whoever_is_asked_reads_the_question_and_who_asks_in_the_letter(
    department: Any, officer: Any, colleague: Any
) -> None:
    case = make_case(make_service(department=department))
    actions.consult(case.pk, "Does the plan fit?", by=officer, colleague=colleague)
    letter = OutgoingMail.objects.latest("pk")
    text = bytes(letter.raw).decode()
    assert "Does the plan fit?" in text
    assert f"{officer} asks for your opinion" in text
    assert f"/admin/cases/{case.pk}/" in text


def test_a_day_is_promised_only_while_the_town_hall_has_to_act(
    second_client: Client, department: Any, officer: Any
) -> None:
    resident = make_resident("maria@example.org")
    second_client.force_login(resident, backend=BACKEND)
    case = make_case(make_service(department=department), applicant=resident)
    # A day on which the town hall works, as the portal's own are: a weekend's would move by itself.
    due = next_working_day(timezone.localdate() + timedelta(days=20))
    Case.objects.filter(pk=case.pk).update(due_on=due)
    actions.take_case(case.pk, by=officer)
    traced = f"/en/trace/{case.year}/{case.number}/"

    def shown(address: str) -> bool:
        page = second_client.get(address, headers={"accept-language": "en"}).content.decode()
        assert case.protocol in page
        return "Answer by" in page

    assert [shown("/en/my/"), shown(traced)] == [True, True]
    actions.ask_applicant(case.pk, "The deed, please.", by=officer)
    assert [shown("/en/my/"), shown(traced)] == [False, False]
    actions.answer_from_applicant(case.pk, "Here.")
    with override("en"):
        # Nothing moved within one day: no new day that is the old one.
        assert not any("new day" in line.detail for line in timeline_for_applicant(case))
    actions.withdraw(case.pk)
    assert [shown("/en/my/"), shown(traced)] == [False, False]
    page = second_client.get(traced).content.decode()
    assert "You have taken it back." in page
