"""What becomes of a request."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.cases.chain import digest_of, facts_of
from engagement.cases.choices import CASE_MOVES, OPEN_STATES, CaseState, EntryKind
from engagement.cases.counting import count_months
from engagement.cases.daily import decide_by_silence, send_digests
from engagement.cases.days import close_days, digest_of_day
from engagement.cases.deadlines import due_day, is_working_day, moved_by_pause
from engagement.cases.errors import MoveNotAllowed, NotYours, ReasonMissing
from engagement.cases.models import Case, DayHead, Entry, ServiceMonth
from engagement.eservices.receiving import lock
from engagement.intake.actions import begin_draft, send_draft
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import EMAIL, NAME, make_case, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Any:
    return make_department("registry")


@pytest.fixture
def officer(department: Any) -> Any:
    return make_staff("officer@town.test", group="Officers", department=department)


@pytest.fixture
def case(department: Any) -> Case:
    return make_case(make_service(department=department, deadline=10, deadline_unit="working_days"))


def test_protocol_numbers_follow_one_another_without_a_gap() -> None:
    version = make_service()
    first = make_case(version)
    with transaction.atomic():
        undone = make_case(version)
        transaction.set_rollback(True)
    assert undone.number == first.number + 1
    second = make_case(version)
    assert second.number == first.number + 1
    assert second.protocol == f"{second.year}/{second.number:06d}"


def test_each_year_begins_with_number_one() -> None:
    version = make_service()
    old = make_case(version, sent_at=datetime(2025, 12, 30, 9, tzinfo=UTC))
    new = make_case(version, sent_at=datetime(2026, 1, 2, 9, tzinfo=UTC))
    assert (old.protocol, new.protocol) == ("2025/000001", "2026/000001")


@time_machine.travel(datetime(2026, 4, 7, 9, tzinfo=UTC), tick=False)
def test_the_promised_day_counts_working_days_from_the_next_day_over_easter() -> None:
    # Good Friday, Easter and Easter Monday of 2026 fall on 10 to 13 April.
    case = make_case(make_service(deadline=5, deadline_unit="working_days"))
    assert case.due_on == date(2026, 4, 16)


def test_a_time_that_would_end_on_a_holiday_ends_on_the_next_working_day() -> None:
    assert due_day(date(2026, 3, 20), 5, "days") == date(2026, 3, 26)  # the 25th is a holiday
    assert due_day(date(2026, 1, 31), 1, "months") == date(2026, 3, 2)  # 28 February is a Saturday


def test_a_pause_moves_the_promised_day_by_the_working_days_it_lasted() -> None:
    due = date(2026, 6, 10)
    assert moved_by_pause(due, date(2026, 6, 3), date(2026, 6, 5), "working_days") == date(2026, 6, 12)
    assert not is_working_day(date(2026, 6, 6))


def test_asking_the_applicant_stops_the_clock_and_the_answer_starts_it_again(
    case: Case, officer: Any
) -> None:
    with time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=UTC), tick=False):
        Case.objects.filter(pk=case.pk).update(due_on=date(2026, 6, 10))
        actions.take_case(case.pk, by=officer)
        actions.ask_applicant(case.pk, "Please send the deed.", by=officer)
    case.refresh_from_db()
    assert case.state == CaseState.WAITING_FOR_APPLICANT
    with time_machine.travel(datetime(2026, 6, 5, 9, tzinfo=UTC), tick=False):
        actions.answer_from_applicant(case.pk, "Here it is.")
    case.refresh_from_db()
    assert (case.state, case.due_on) == (CaseState.IN_PROGRESS, date(2026, 6, 12))


def test_two_officers_who_decide_one_after_the_other_do_not_both_win(
    case: Case, officer: Any, department: Any
) -> None:
    colleague = make_staff("colleague@town.test", group="Officers", department=department)
    actions.take_case(case.pk, by=officer)
    actions.decide(case.pk, "granted", by=officer)
    with pytest.raises(MoveNotAllowed) as told:
        actions.decide(case.pk, "refused", by=colleague, reasons="No.")
    assert told.value.state == CaseState.DECIDED
    case.refresh_from_db()
    assert case.outcome == "granted"


def test_a_refusal_without_reasons_is_refused_itself(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    with pytest.raises(ReasonMissing):
        actions.decide(case.pk, "refused", by=officer)


def test_an_officer_of_another_department_may_do_nothing(case: Case) -> None:
    stranger = make_staff("other@town.test", group="Officers", department=make_department("green"))
    for deed in (
        lambda: actions.take_case(case.pk, by=stranger),
        lambda: actions.write_note(case.pk, "Hm.", by=stranger),
        lambda: actions.decide(case.pk, "granted", by=stranger),
        lambda: actions.ask_applicant(case.pk, "What?", by=stranger),
    ):
        with pytest.raises(NotYours):
            deed()


def test_an_objection_opens_a_refused_case_again(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
    actions.object_to(case.pk, "I sent it by post.")
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.REOPENED, "")


def test_what_is_taken_up_again_has_its_time_anew_and_silence_grants_nothing(
    department: Any, officer: Any
) -> None:
    with time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=UTC), tick=False) as clock:
        case = make_case(
            make_service(department=department, deadline=5, deadline_unit="days", tacit="consent")
        )
        actions.take_case(case.pk, by=officer)
        actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
        clock.move_to(datetime(2026, 6, 15, 9, tzinfo=UTC))
        actions.object_to(case.pk, "I sent it by post.")
        case.refresh_from_db()
        assert (case.due_on, case.reopened_on) == (date(2026, 6, 22), date(2026, 6, 15))
        told = case.timeline.order_by("-number").values_list("data", flat=True)[0]
        assert (told["due_before"], told["due"]) == ("2026-06-08", "2026-06-22")
        clock.move_to(datetime(2026, 7, 1, 9, tzinfo=UTC))
        assert decide_by_silence() == 0
    case.refresh_from_db()
    assert case.state == CaseState.REOPENED


def test_each_entry_carries_the_hash_of_the_one_before(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    actions.write_note(case.pk, "Looks fine.", by=officer)
    previous = ""
    for entry in case.timeline.order_by("number"):
        assert entry.previous == previous
        assert entry.digest == digest_of(facts_of(entry, case.protocol))
        previous = entry.digest
    case.refresh_from_db()
    assert case.head == previous


def test_the_database_refuses_to_change_an_entry(case: Case) -> None:
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        Entry.objects.filter(case=case).update(text="nothing happened")


def test_the_database_refuses_to_change_what_was_sent(case: Case) -> None:
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        type(case.submission).objects.filter(pk=case.submission_id).update(answers={"name": "Eve"})


def test_notes_are_never_public_and_messages_are(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    actions.write_note(case.pk, "Careful.", by=officer)
    actions.write_to_applicant(case.pk, "We are looking at it.", by=officer)
    public = set(case.timeline.public().values_list("kind", flat=True))
    assert EntryKind.NOTE not in public
    assert EntryKind.TO_APPLICANT in public


def test_the_letter_of_a_decision_is_in_the_applicants_language(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    actions.decide(case.pk, "granted", by=officer)
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1


@pytest.mark.parametrize("rule", ["round_robin", "least_loaded"])
def test_new_cases_are_shared_among_the_officers_who_are_there(department: Any, rule: str) -> None:
    officers = [
        make_staff(f"o{each}@town.test", group="Officers", department=department) for each in range(3)
    ]
    version = make_service(department=department, assigning=rule)
    given = [make_case(version).assignee for _case in range(6)]
    assert {officer.pk: given.count(officer) for officer in officers} == {each.pk: 2 for each in officers}


def test_open_states_are_those_that_can_still_be_decided() -> None:
    assert {state for state, onward in CASE_MOVES.items() if CaseState.DECIDED in onward} == OPEN_STATES


def test_silence_grants_where_the_service_says_so(department: Any) -> None:
    version = make_service(department=department, deadline=5, tacit="consent")
    case = make_case(version)
    waiting = make_case(version)
    today = timezone.localdate()
    Case.objects.update(due_on=today - timedelta(days=1))
    Case.objects.filter(pk=waiting.pk).update(state=CaseState.WAITING_FOR_APPLICANT)
    assert decide_by_silence(today) == 1
    case.refresh_from_db()
    waiting.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.DECIDED, "granted")
    assert waiting.state == CaseState.WAITING_FOR_APPLICANT


def test_each_is_reminded_once_a_day(case: Case, officer: Any) -> None:
    actions.take_case(case.pk, by=officer)
    today = timezone.localdate()
    Case.objects.update(due_on=today)
    assert send_digests(today) == 1
    assert send_digests(today) == 0
    assert OutgoingMail.objects.filter(recipients=[officer.email]).count() == 1


def test_a_closed_day_holds_every_entry_and_the_day_before(department: Any) -> None:
    with time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=UTC), tick=False):
        make_case(make_service(department=department))
    with time_machine.travel(datetime(2026, 6, 5, 9, tzinfo=UTC), tick=False):
        make_case(make_service(department=department))
    assert close_days(date(2026, 6, 6)) == 2
    assert close_days(date(2026, 6, 6)) == 0
    first, second = DayHead.objects.order_by("on")
    assert second.previous == first.digest
    entries = list(
        Entry.objects.filter(at__date=date(2026, 6, 5)).order_by("at", "pk").values_list("digest", flat=True)
    )
    assert second.digest == digest_of_day(date(2026, 6, 5), first.digest, entries)


def test_figures_with_few_people_behind_them_are_not_published(department: Any) -> None:
    many, few = make_service("Many", department=department), make_service("Few", department=department)
    for _case in range(6):
        make_case(many)
    make_case(few)
    assert count_months() == 2
    rows = {row.service_id: row for row in ServiceMonth.objects.all()}
    assert (rows[many.service_id].received, rows[few.service_id].received) == (6, None)
    assert count_months() == 0


def test_sending_a_form_takes_few_queries(department: Any, django_assert_num_queries: Any) -> None:
    """Each one is waited for by everybody else who sends: from the number to the commit the protocol is held."""
    version = make_service(department=department, deadline=10)
    answers = {NAME: "Maria Papadaki", EMAIL: "maria@example.org"}
    # One of them asks for the closed days of the town, before the number is given.
    for allowed in (None, 13):
        draft = begin_draft(version.form_version, language="en", answers=answers)
        with django_assert_num_queries(allowed) if allowed else nullcontext():
            send_draft(draft.pk, language="en")
    assert list(Case.objects.order_by("number").values_list("number", "entries")) == [(1, 1), (2, 1)]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(("terms", "held"), [({}, 0), ({"most_in_total": 5}, 1), ({"most_per_person": 1}, 1)])
def test_a_service_is_held_only_where_its_limits_are_counted(terms: dict[str, int], held: int) -> None:
    version = make_service(**terms)
    with CaptureQueriesContext(connection) as asked:
        lock(version.form_version_id)
    whose = 'FOR UPDATE OF "engagement_eservices_service"'
    assert [whose in each["sql"] for each in asked.captured_queries] == [False, True][: 1 + held]
