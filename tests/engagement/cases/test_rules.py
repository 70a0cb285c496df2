"""Who may do what with a case: one line a deed, one column a kind of person."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from engagement.cases import rules
from engagement.cases.asking import Asked
from engagement.cases.models import Case
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db

PEOPLE = (
    "anonymous",
    "owner",
    "other resident",
    "officer of the department",
    "officer of another",
    "officer who asked",
    "supervisor",
    "editor",
    "administrator",
)
Y, N = True, False


def may_give_opinion(person: Any, case: Case) -> bool:
    """Of somebody whom nobody has asked."""
    return rules.may_give_opinion(person, case, [])


def may_answer(person: Any, case: Case) -> bool:
    """Of somebody who was asked."""
    return rules.may_give_opinion(person, case, [Asked(person.pk, "", waits=False)])


TABLE = {
    #                    anon own  oth  off  else self sup  edit adm
    rules.may_see:      (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    rules.may_work_on:  (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    rules.may_decide:   (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    rules.may_assign:   (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    may_give_opinion:   (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    may_answer:         (N,   N,   N,   Y,   N,   N,   Y,   N,   Y),
    rules.is_applicant: (N,   Y,   N,   N,   N,   N,   N,   N,   N),
}  # fmt: skip


@pytest.fixture
def people() -> dict[str, Any]:
    registry, green = make_department("registry"), make_department("green")
    return {
        "anonymous": AnonymousUser(),
        "owner": make_resident("owner@town.test"),
        "other resident": make_resident("other@town.test"),
        "officer of the department": make_staff("a@town.test", group="Officers", department=registry),
        "officer of another": make_staff("b@town.test", group="Officers", department=green),
        "officer who asked": make_staff("c@town.test", group="Officers", department=green),
        "supervisor": make_staff("s@town.test", group="Supervisors"),
        "editor": make_staff("e@town.test", group="Editors", department=registry),
        "administrator": make_staff("d@town.test", group="Administrators"),
    }


@pytest.fixture
def case(people: dict[str, Any]) -> Case:
    department = people["officer of the department"].department
    return make_case(make_service(department=department), applicant=people["owner"])


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.__name__)
def test_the_table_of_rights_holds(rule: Any, people: dict[str, Any], case: Case) -> None:
    assert {who: rule(people[who], case) for who in PEOPLE} == dict(zip(PEOPLE, TABLE[rule], strict=True))


@pytest.mark.parametrize(
    ("own", "allowed"),
    [
        #      anon own  oth  off  else self sup  edit adm
        (True, (N, N, N, Y, N, N, Y, N, Y)),
        (False, (N, N, N, Y, Y, Y, Y, N, Y)),
    ],
    ids=["a department's service", "a service of no department"],
)
def test_who_may_file_for_somebody_else(people: dict[str, Any], own: bool, allowed: tuple[bool, ...]) -> None:
    department = people["officer of the department"].department if own else None
    service = make_service(department=department).service
    found = {who: rules.may_file_for(people[who], service) for who in PEOPLE}
    assert found == dict(zip(PEOPLE, allowed, strict=True))


def test_who_may_note_the_absence_of_an_officer(people: dict[str, Any]) -> None:
    officer = people["officer of the department"]
    found = {who for who in PEOPLE if rules.may_note_absence(people[who], officer)}
    assert found == {"officer of the department", "supervisor", "administrator"}
    people["supervisor"].department = people["officer of another"].department
    assert not rules.may_note_absence(people["supervisor"], officer)
    assert rules.may_note_absence(people["supervisor"], people["officer of another"])


def test_what_a_person_sees_in_lists_is_what_the_rule_allows(people: dict[str, Any], case: Case) -> None:
    for who in PEOPLE:
        assert Case.objects.visible_to(people[who]).filter(pk=case.pk).exists() == rules.may_see(
            people[who], case
        ), who


def test_nobody_decides_on_their_own_request(people: dict[str, Any]) -> None:
    officer = people["officer of the department"]
    own = make_case(make_service(department=officer.department), applicant=officer)
    assert rules.may_see(officer, own)
    assert not rules.may_decide(officer, own)
    supervisor = people["supervisor"]
    theirs = make_case(make_service(department=officer.department), applicant=supervisor)
    assert not rules.may_decide(supervisor, theirs)
