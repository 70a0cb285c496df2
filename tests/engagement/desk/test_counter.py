"""An officer files for somebody at the counter or on the phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.notifications.models import OutgoingMail
from engagement.cases.models import Case, CounterFiling
from engagement.intake.models import Draft
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import EMAIL, NAME, make_service

pytestmark = pytest.mark.django_db
STEP = "00000000-0000-0000-0000-000000000003"


def caller(version: Any, **facts: str) -> dict[str, str]:
    return {
        "service": str(version.service_id),
        "channel": "counter",
        "name": "Maria Papadaki",
        "email": "maria@example.org",
        "phone": "210 1234567",
        "identity": "card",
        "identity_note": "her own card",
        "language": "en",
        **facts,
    }


def test_from_the_counter_to_a_case_that_says_who_filed_it_for_whom(
    desk: Client, officer: Any, department: Any
) -> None:
    version = make_service("Certificate", department=department)
    began = desk.post("/admin/cases/new/", caller(version))
    assert began.status_code == 302, began.content.decode()
    filing = CounterFiling.objects.get()
    address = f"/en/counter/{filing.draft_key}/"
    assert began.url == address
    # What was told before is not asked twice, and the officer sees for whom it is.
    assert Draft.objects.get().answers == {NAME: "Maria Papadaki", EMAIL: "maria@example.org"}
    page = desk.get(f"{address}{STEP}/").content.decode()
    assert "You are filling this in for Maria Papadaki (at the counter)." in page
    token = Draft.objects.get()
    assert token.owner is None
    desk.post(
        f"{address}{STEP}/",
        {"token": _token(page), f"q-{NAME}": "Maria Papadaki", f"q-{EMAIL}": "maria@example.org"},
    )
    assert desk.post(f"{address}review/").url == f"{address}done/"
    case = Case.objects.get()
    assert (case.channel, case.applicant, case.applicant_name) == ("counter", None, "Maria Papadaki")
    assert case.applicant_email == "maria@example.org"
    filed = case.timeline.first()
    assert (filed.by, filed.by_role, filed.data["identity"]) == (officer, "officer", "card")
    assert OutgoingMail.objects.filter(recipients=["maria@example.org"]).count() == 1
    receipt = desk.get(f"{address}done/").content.decode()
    assert case.protocol in receipt
    assert case.secret in receipt
    assert f"/admin/cases/{case.pk}/" in receipt
    shown = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    assert "her own card" in shown
    assert "210 1234567" in shown
    assert desk.get(f"/admin/cases/{case.pk}/receipt/").url == f"{address}done/"


def _token(page: str) -> str:
    return page.partition('name="token" value="')[2].partition('"')[0]


def test_the_address_of_the_counter_counts_where_the_form_asks_for_none(
    desk: Client, department: Any
) -> None:
    version = make_service("Certificate", department=department)
    desk.post("/admin/cases/new/", caller(version, channel="phone", identity="not_seen"))
    draft = Draft.objects.get()
    draft.answers, draft.passed = {NAME: "Maria Papadaki"}, [STEP]
    draft.save()
    desk.post(f"/en/counter/{draft.pk}/review/")
    case = Case.objects.get()
    assert (case.channel, case.applicant_email) == ("phone", "maria@example.org")
    assert OutgoingMail.objects.filter(recipients=["maria@example.org"]).count() == 1


def test_sent_on_the_public_page_it_is_still_the_applicants(
    desk: Client, officer: Any, department: Any
) -> None:
    version = make_service("Certificate", department=department)
    desk.post("/admin/cases/new/", caller(version))
    draft = Draft.objects.get()
    from engagement.intake.actions import send_draft

    send_draft(draft.pk, language="en", applicant=officer)
    case = Case.objects.get()
    assert (case.channel, case.applicant) == ("counter", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "required"),
        ({"identity": ""}, "required"),
        ({"channel": "online"}, "Select a valid choice"),
        ({"email": "officer@town.test"}, "your own address"),
        ({"email": "no address"}, "valid email"),
        ({"service": "0"}, "Select a valid choice"),
        ({"identity_note": "x" * 301}, "at most 300"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_begun(
    desk: Client, officer: Any, department: Any, wrong: dict[str, str], said: str
) -> None:
    officer.language = "en"
    officer.save()
    version = make_service(department=department)
    answer = desk.post("/admin/cases/new/", caller(version, **wrong), headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Draft.objects.exists()


def test_others_neither_file_for_the_service_nor_see_what_was_begun(
    desk: Client, second_client: Client, department: Any
) -> None:
    version = make_service(department=department)
    desk.post("/admin/cases/new/", caller(version))
    filing = CounterFiling.objects.get()
    stranger = make_staff("b@town.test", group="Officers", department=make_department("green"))
    colleague = make_staff("c@town.test", group="Officers", department=department)
    for person, status in ((stranger, 422), (colleague, 302)):
        second_client.force_login(person, backend=BACKEND)
        assert second_client.get(f"/en/counter/{filing.draft_key}/").status_code == 404
        assert second_client.post("/admin/cases/new/", caller(version)).status_code == status
