"""Who is away, and who stands in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.notifications.models import OutgoingMail
from engagement.cases import actions, rules
from engagement.cases.absences import present_substitute
from engagement.cases.errors import AwayAlready, NotYours, SubstituteNotFit
from engagement.cases.models import Absence, Case
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(department: Any) -> Any:
    return make_staff("colleague@town.test", group="Officers", department=department)


def today() -> date:
    return timezone.localdate()


def test_an_absence_is_noted_on_the_page_and_its_cases_show_up_at_the_substitutes(
    desk: Client, second_client: Client, officer: Any, colleague: Any, department: Any
) -> None:
    version = make_service(department=department, assigning="least_loaded")
    make_case(version)
    case = make_case(version)
    Case.objects.update(assignee=officer)
    facts = {"begins_on": today(), "ends_on": today() + timedelta(days=4), "substitute": colleague.pk}
    assert desk.post("/admin/cases/absences/", facts).status_code == 302
    assert str(colleague) in desk.get("/admin/cases/absences/").content.decode()
    # New ones pass by, though the officer who is away is not the busier one.
    Case.objects.exclude(pk=case.pk).update(assignee=colleague)
    make_case(version)
    assert Case.objects.order_by("-pk")[0].assignee == colleague
    second_client.force_login(colleague, backend=BACKEND)
    assert case.protocol in second_client.get("/admin/cases/?view=standing-in").content.decode()
    assert "(απουσία έως" in second_client.get("/admin/cases/?view=open").content.decode()
    # What is written to the absent one reaches the substitute, who takes the case over.
    actions.answer_from_applicant(case.pk, "Hello?")
    assert OutgoingMail.objects.filter(recipients=["colleague@town.test"]).exists()
    assert second_client.post(f"/admin/cases/{case.pk}/take/").status_code == 302
    case.refresh_from_db()
    assert (case.assignee, case.state) == (colleague, "in_progress")


def test_taking_over_what_waits_for_the_applicant_does_not_set_its_clock_going(
    officer: Any, colleague: Any, department: Any
) -> None:
    case = make_case(make_service(department=department, deadline=10))
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Which floor?", by=officer)
    actions.note_absence(officer, today(), today(), substitute=colleague, by=officer)
    actions.take_case(case.pk, by=colleague)
    case.refresh_from_db()
    assert (case.assignee, case.state) == (colleague, "waiting_applicant")
    assert case.pauses.filter(ended_on=None).exists()


def test_a_substitute_of_another_room_sees_the_case_only_while_standing_in(
    officer: Any, colleague: Any, department: Any
) -> None:
    case = make_case(make_service(department=department))
    Case.objects.update(assignee=officer, department=make_department("green"))
    case.refresh_from_db()
    assert not rules.may_see(colleague, case)
    absence = actions.note_absence(officer, today(), today(), substitute=colleague, by=officer)
    assert rules.may_see(colleague, case)
    assert rules.may_assign(colleague, case)
    assert list(Case.objects.visible_to(colleague)) == [case]
    actions.end_absence(absence.pk, by=officer)
    assert not rules.may_see(colleague, case)
    assert not Case.objects.visible_to(colleague).exists()


def test_whoever_stands_in_may_be_away_as_well(officer: Any, colleague: Any, department: Any) -> None:
    third = make_staff("third@town.test", group="Officers", department=department)
    assert present_substitute(officer) is None
    Absence.objects.create(
        officer=officer, substitute=colleague, begins_on=today(), ends_on=today() + timedelta(days=1)
    )
    assert present_substitute(officer) == colleague
    Absence.objects.create(officer=colleague, substitute=third, begins_on=today(), ends_on=today())
    assert present_substitute(officer) == third
    Absence.objects.create(officer=third, substitute=officer, begins_on=today(), ends_on=today())
    assert present_substitute(officer) is None


def test_the_substitute_of_a_district_gets_its_cases(officer: Any, colleague: Any, department: Any) -> None:
    from engagement.cases.actions.routing import officer_for
    from maps.places.models import District

    version = make_service(
        department=department,
        assigning="by_district",
        officers_by_district=({"district": "1", "officer": "Officer@town.test"},),
    )
    make_staff("free@town.test", group="Officers", department=department)
    case = Case(department=department, district=District(code="1"))
    assert officer_for(case, version.rules) == officer
    actions.note_absence(officer, today(), today(), substitute=colleague, by=officer)
    assert officer_for(case, version.rules) == colleague
    Absence.objects.update(substitute=None)
    Case.objects.update(assignee=None)
    assert officer_for(case, version.rules) != officer


def test_what_does_not_fit_is_refused(officer: Any, colleague: Any) -> None:
    elsewhere = make_staff("b@town.test", group="Officers", department=make_department("green"))
    first, last = today(), today() + timedelta(days=5)
    with pytest.raises(SubstituteNotFit):
        actions.note_absence(officer, first, last, substitute=elsewhere, by=officer)
    with pytest.raises(SubstituteNotFit):
        actions.note_absence(officer, first, last, substitute=officer, by=officer)
    with pytest.raises(NotYours):
        actions.note_absence(officer, first, last, by=colleague)
    actions.note_absence(officer, first, last, by=officer)
    with pytest.raises(AwayAlready):
        actions.note_absence(officer, last, last + timedelta(days=1), by=officer)
    with pytest.raises(SubstituteNotFit):
        actions.note_absence(colleague, first, first, substitute=officer, by=colleague)


@pytest.mark.parametrize(
    "facts",
    [
        {"begins_on": "2020-01-01", "ends_on": "2020-01-02"},
        {"begins_on": "2030-01-02", "ends_on": "2030-01-01"},
        {"begins_on": "2030-01-01", "ends_on": "2033-01-01"},
        {"begins_on": "soon", "ends_on": "later"},
        {"begins_on": "2030-01-01", "ends_on": "2030-01-01", "substitute": "0"},
    ],
)
def test_a_page_says_what_is_wrong_and_notes_nothing(desk: Client, facts: dict[str, str]) -> None:
    assert desk.post("/admin/cases/absences/", facts).status_code == 422
    assert not Absence.objects.exists()


def test_a_supervisor_notes_it_for_their_people_and_others_cannot_end_it(
    desk: Client, second_client: Client, officer: Any, colleague: Any, department: Any
) -> None:
    supervisor = make_staff("s@town.test", group="Supervisors", department=department)
    second_client.force_login(supervisor, backend=BACKEND)
    facts = {"officer": colleague.pk, "begins_on": today(), "ends_on": today(), "substitute": officer.pk}
    assert second_client.post("/admin/cases/absences/", facts).status_code == 302
    absence = Absence.objects.get()
    assert (absence.officer, absence.substitute) == (colleague, officer)
    assert desk.post(f"/admin/cases/absences/{absence.pk}/end/").status_code == 404
    assert second_client.post(f"/admin/cases/absences/{absence.pk}/end/").status_code == 302
    assert not Absence.objects.exists()
