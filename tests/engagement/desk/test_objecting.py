"""Until when one may object: told wherever the decision is, and refused afterwards in a sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.cases.errors import MoveNotAllowed, NoObjection, ObjectionTooLate
from engagement.cases.models import Case
from engagement.cases.objecting import day_to_object, last_day_to_object
from engagement.documents.content import Content
from engagement.documents.placeholders import values_for
from engagement.eservices.terms import Terms
from pages.offices.models import ClosedDay
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_resident
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


def refused(officer: Any, department: Any, **facts: Any) -> Case:
    terms = {key: facts.pop(key) for key in ("objection_days",) if key in facts}
    case = make_case(make_service(department=department, **terms), **facts)
    actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
    case.refresh_from_db()
    return case


def decided_on(case: Case, day: date) -> None:
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(hours=9))
    last = day_to_object(case.version.rules, case.outcome, day)
    Case.objects.filter(pk=case.pk).update(decided_at=moment, object_until=last)


@pytest.mark.parametrize(
    ("terms", "outcome", "decided", "last"),
    [
        # From the next day on; a Saturday moves to Monday, Christmas and the day after to the next working day.
        ({}, "refused", date(2026, 3, 2), date(2026, 3, 17)),
        ({}, "partly", date(2026, 3, 6), date(2026, 3, 23)),
        ({}, "refused", date(2026, 12, 10), date(2026, 12, 28)),
        ({"objection_days": 30}, "refused", date(2026, 3, 2), date(2026, 4, 1)),
        ({"objection_days": 0}, "refused", date(2026, 3, 2), None),
        ({}, "granted", date(2026, 3, 2), None),
    ],
)
def test_the_last_day_is_counted_as_deadlines_are(
    terms: dict[str, int], outcome: str, decided: date, last: date | None
) -> None:
    # Terms that were published before there was such a time have the usual one.
    assert day_to_object(Terms.from_json(terms), outcome, decided) == last


def test_a_closing_day_that_is_entered_later_moves_no_day_that_was_told(
    officer: Any, department: Any
) -> None:
    case = refused(officer, department)
    told = last_day_to_object(case)
    assert told is not None
    assert case.object_until == told
    ClosedDay.objects.create(first_day=told, names={"en": "Feast of the town"})
    assert last_day_to_object(Case.objects.get(pk=case.pk)) == told
    computed = day_to_object(case.version.rules, case.outcome, timezone.localdate())
    assert computed is not None
    assert computed > told
    # The next decision has a day of its own.
    actions.reopen(case.pk, "Once more.", by=officer)
    assert Case.objects.get(pk=case.pk).object_until is None
    actions.decide(case.pk, "refused", by=officer, reasons="Still missing.")
    assert Case.objects.get(pk=case.pk).object_until == computed


def test_what_was_decided_before_days_were_stored_gets_its_day(officer: Any, department: Any) -> None:
    case = refused(officer, department)
    without = refused(officer, department, objection_days=0)
    granted = make_case(make_service(department=department))
    actions.decide(granted.pk, "granted", by=officer)
    told = case.object_until
    Case.objects.update(object_until=None)
    # Until the row is filled, its day is computed.
    assert last_day_to_object(Case.objects.get(pk=case.pk)) == told
    migration = import_module("engagement.cases.migrations.0011_last_days_of_what_was_decided")
    for _time in range(2):
        migration.fill(apps, None)
    days = dict(Case.objects.values_list("pk", "object_until"))
    assert days == {case.pk: told, without.pk: None, granted.pk: None}


def test_the_day_stands_beside_the_way_to_object_until_it_is_over(
    client: Client, officer: Any, department: Any
) -> None:
    resident = make_resident("maria@example.org")
    case = refused(officer, department, applicant=resident)
    last = last_day_to_object(case)
    assert last is not None
    with override("en"):
        told = date_format(last, "DATE_FORMAT")
    letter = bytes(OutgoingMail.objects.latest("pk").raw).decode()
    assert f"until {told}" in " ".join(letter.replace("=\n", "").split())
    assert values_for(case, Content(), "en")["object_until"] == told
    client.force_login(resident, backend=BACKEND)
    traced = f"/en/trace/{case.year}/{case.number}/"
    open_way = f"If you do not agree, you can object until {told}."
    assert open_way in client.get(traced).content.decode()
    mine = client.get("/en/my/").content.decode()
    assert open_way in mine
    # The link leads to the open form.
    assert f'{traced}?open=object#object"' in mine
    assert 'id="object" open>' in client.get(f"{traced}?open=object").content.decode()
    assert 'id="object" >' in client.get(traced).content.decode()
    assert "Write why you do not agree." in client.post(f"{traced}object/", {}).content.decode()
    # Decided so long ago that the time is over.
    decided_on(case, timezone.localdate() - timedelta(days=40))
    assert "The time to object ended on" in client.get("/en/my/").content.decode()
    late = client.get(traced).content.decode()
    assert "The time to object ended on" in late
    assert 'id="object"' not in late
    answer = client.post(f"{traced}object/", {"object-text": "I sent it."}, follow=True).content.decode()
    assert answer.count("The time to object ended on") == 2
    case.refresh_from_db()
    assert case.state == "decided"


def test_on_the_last_day_it_is_open_still_and_only_once(officer: Any, department: Any) -> None:
    case = refused(officer, department, objection_days=1)
    today = timezone.localdate()
    # Whatever day this test runs on, some decision of the last two weeks has its last day today or before.
    decided_on(case, today - timedelta(days=14))
    with pytest.raises(ObjectionTooLate):
        actions.object_to(case.pk, "I sent it.")
    decided_on(case, today)
    actions.object_to(case.pk, "I sent it.")
    with pytest.raises(MoveNotAllowed):
        actions.object_to(case.pk, "Once more.")


def test_where_the_portal_takes_no_objection_none_is_told_of_and_none_taken(
    client: Client, officer: Any, department: Any
) -> None:
    case = refused(officer, department, objection_days=0)
    assert values_for(case, Content(), "en", outcome="refused")["object_until"] == ""
    assert b"can object" not in bytes(OutgoingMail.objects.latest("pk").raw)
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    traced = f"/en/trace/{case.year}/{case.number}/"
    page = client.get(traced).content.decode()
    assert "can object" not in page
    assert "Object to the decision" not in page
    answer = client.post(f"{traced}object/", {"object-text": "I sent it."}, follow=True).content.decode()
    assert "No objection to this decision is taken here." in answer
    with pytest.raises(NoObjection):
        actions.object_to(case.pk, "I sent it.")


def test_people_may_write_after_the_decision_and_an_objection_stands_in_the_head(
    desk: Client, officer: Any, department: Any
) -> None:
    person = make_resident("maria@example.org")
    case = refused(officer, department, applicant=person)
    mine, english = Client(SERVER_NAME="town.test"), {"Accept-Language": "en"}
    mine.force_login(person, backend=BACKEND)
    traced = f"/en/trace/{case.year}/{case.number}/"
    assert "Write to the town hall" in mine.get(traced).content.decode()
    mine.post(f"{traced}reply/", {"reply-text": "When can I come?"})
    case.refresh_from_db()
    assert (case.state, case.timeline.latest("number").text) == ("decided", "When can I come?")
    mine.post(f"{traced}object/", {"object-text": "The deed was there."})
    page = desk.get(f"/admin/cases/{case.pk}/", headers=english).content.decode()
    assert "Reopened after an objection" in page
