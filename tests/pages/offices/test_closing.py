"""The town's own closed days move what is promised from now on, and nothing that was promised before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from engagement.cases.deadlines import due_day, is_working_day
from engagement.cases.models import Case
from pages.offices.closing import closed_days_of
from pages.offices.models import ClosedDay
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db
FEAST = {"el": "Τοπική εορτή", "en": "Feast of the town"}


def test_a_closed_day_is_no_working_day_and_a_deadline_passes_it_by() -> None:
    friday, monday = date(2026, 6, 12), date(2026, 6, 15)
    assert due_day(friday, 1, "working_days") == monday
    ClosedDay.objects.create(first_day=monday, names=FEAST)
    assert not is_working_day(monday)
    assert due_day(friday, 1, "working_days") == monday + timedelta(days=1)
    assert due_day(friday, 3, "days") == monday + timedelta(days=1)


def test_a_time_of_every_year_may_reach_over_new_years_eve() -> None:
    ClosedDay.objects.create(
        first_day=date(2024, 12, 30), last_day=date(2025, 1, 2), names=FEAST, every_year=True
    )
    ClosedDay.objects.create(first_day=date(2024, 2, 29), names=FEAST, every_year=True)
    wanted = {date(2027, 1, 1), date(2027, 1, 2), date(2027, 2, 28), date(2027, 12, 30), date(2027, 12, 31)}
    assert closed_days_of(2027) == wanted


def test_a_promise_that_was_given_stays(count_queries: Any) -> None:
    version = make_service(deadline=20)
    promised = make_case(version).due_on
    ClosedDay.objects.create(first_day=promised, names=FEAST)
    assert Case.objects.get().due_on == promised
    assert make_case(version).due_on > promised
    with count_queries() as asked:
        due_day(date(2026, 6, 1), 60, "working_days")
    assert len(asked) == 1
