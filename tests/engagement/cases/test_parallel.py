"""Several people at one case, and several cases at one number, at the very same time."""

from __future__ import annotations

from typing import Any

import pytest

from engagement.cases import actions
from engagement.cases.errors import MoveNotAllowed
from engagement.cases.models import Case, Entry
from engagement.documents.models import IssuedDocument
from engagement.eservices.receiving import lock, take
from engagement.intake.models import Submission
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import make_case, make_service, make_submission
from tests.factories.crowds import at_once

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]


def test_of_officers_who_decide_at_once_one_wins_and_the_others_are_told(town: Any) -> None:
    department = make_department("registry")
    case = make_case(make_service(department=department))
    officers = [
        make_staff(f"officer{number}@town.test", group="Officers", department=department)
        for number in range(4)
    ]
    actions.take_case(case.pk, by=officers[0])
    outcomes = [("granted", ""), ("refused", "No."), ("granted", ""), ("refused", "Not yet.")]
    waiting = list(zip(officers, outcomes, strict=True))

    def decide() -> Case:
        officer, (outcome, reasons) = waiting.pop()
        return actions.decide(case.pk, outcome, by=officer, reasons=reasons)

    results = at_once(decide, len(officers), town)
    assert [type(result) for result in results].count(Case) == 1
    assert [type(result) for result in results].count(MoveNotAllowed) == 3
    assert Entry.objects.filter(case=case, kind="decided").count() == 1
    assert IssuedDocument.objects.filter(case=case).count() <= 1


def test_cases_that_come_in_at_once_get_numbers_without_gap_or_double(town: Any) -> None:
    version = make_service()
    submissions = [make_submission(version) for _number in range(12)]
    waiting = list(submissions)

    def file() -> None:
        submission = waiting.pop()
        take(submission, lock(submission.version_id))

    assert at_once(file, len(submissions), town) == [None] * len(submissions)
    assert sorted(Case.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert Submission.objects.count() == 12
