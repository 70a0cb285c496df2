"""Tracing and my affairs, as a browser asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from engagement.cases import actions
from engagement.cases.models import Case
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case(make_service(department=make_department("registry"), deadline=10))


def trace(client: Client, protocol: str, secret: str) -> Any:
    return client.post("/en/trace/", {"protocol": protocol, "secret": secret})


def test_number_and_secret_show_stage_department_and_deadline(client: Client, case: Case) -> None:
    found = trace(client, case.protocol, case.secret.lower().replace("-", " "))
    page = client.get(found.url).content.decode()
    assert "Registry" in page or str(case.department) in page
    assert "Answer by" in page
    assert "An officer will take it up" in page


def test_a_number_with_the_year_last_is_turned_round(client: Client, case: Case) -> None:
    for written in (f"{case.number}/{case.year}", f" {case.number:06d}-{case.year} "):
        assert trace(client, written, case.secret).status_code == 302


def test_a_wrong_secret_and_a_number_that_is_not_there_get_the_same_answer(
    client: Client, case: Case
) -> None:
    wrong = trace(client, case.protocol, "2222-2222-2222")
    nowhere = trace(client, "2026/999999", "2222-2222-2222")
    assert wrong.status_code == nowhere.status_code == 422
    told = "Number and secret do not belong together"
    assert told in wrong.content.decode()
    assert told in nowhere.content.decode()


def test_the_number_alone_shows_nothing(client: Client, case: Case) -> None:
    there = client.get(f"/en/trace/{case.year}/{case.number}/")
    nowhere = client.get(f"/en/trace/{case.year}/{case.number + 1}/")
    assert (there.status_code, there["Location"]) == (302, f"/en/trace/?number={case.protocol}")
    assert (nowhere.status_code, nowhere["Location"]) == (
        302,
        f"/en/trace/?number={case.year}/{case.number + 1:06d}",
    )
    assert f'value="{case.protocol}"' in client.get(there["Location"]).content.decode()


def test_guessing_is_stopped(client: Client, case: Case) -> None:
    for _try in range(10):
        trace(client, case.protocol, "2222-2222-2222")
    assert trace(client, case.protocol, case.secret).status_code == 429


def test_names_of_officers_and_notes_never_reach_the_applicant(client: Client, case: Case) -> None:
    officer = make_staff(
        "o@town.test", group="Officers", department=case.department, first_name="Eleni", last_name="Kappa"
    )
    actions.take_case(case.pk, by=officer)
    actions.write_note(case.pk, "Strictly between us.", by=officer)
    page = client.get(trace(client, case.protocol, case.secret).url).content.decode()
    assert "Kappa" not in page
    assert "between us" not in page
    assert "o@town.test" not in page


def test_the_applicant_answers_what_was_asked(client: Client, case: Case) -> None:
    officer = make_staff("o@town.test", group="Officers", department=case.department)
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Which floor?", by=officer)
    address = trace(client, case.protocol, case.secret).url
    assert "Which floor?" in client.get(address).content.decode()
    client.post(f"{address}reply/", {"reply-text": "The third."})
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_refused_request_is_objected_to(client: Client, case: Case) -> None:
    officer = make_staff("o@town.test", group="Officers", department=case.department)
    actions.take_case(case.pk, by=officer)
    actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
    address = trace(client, case.protocol, case.secret).url
    assert "The deed is missing." in client.get(address).content.decode()
    client.post(f"{address}object/", {"object-text": "I sent it."})
    case.refresh_from_db()
    assert case.state == "reopened"


def test_my_affairs_are_mine_alone(client: Client, other_client: Client) -> None:
    mine, theirs = make_resident("me@town.test"), make_resident("you@town.test")
    own = make_case(make_service("Own thing"), applicant=mine)
    make_case(make_service("Other thing"), applicant=theirs)
    assert client.get("/en/my/").status_code == 302
    client.force_login(mine, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/en/my/").content.decode()
    assert "Own thing" in page
    assert "Other thing" not in page
    assert client.get(f"/en/trace/{own.year}/{own.number}/").status_code == 200


def test_withdrawing_is_said_twice_and_told_for_what_it_is(client: Client, case: Case) -> None:
    address = trace(client, case.protocol, case.secret).url
    assert "cannot be undone" in client.get(address).content.decode()
    refused = client.post(f"{address}withdraw/", {"withdraw-text": "I moved."})
    assert refused.status_code == 422
    assert "I moved." in refused.content.decode()
    client.post(f"{address}withdraw/", {"withdraw-text": "I moved.", "withdraw-sure": "on"})
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_the_program_that_verifies_a_log_is_handed_out_beside_it(client: Client, case: Case) -> None:
    page = client.get(trace(client, case.protocol, case.secret).url).content.decode()
    assert f"python3 verify_case_log.py case-{case.year}-{case.number:06d}.json" in page
    assert 'href="/en/trace/verify_case_log.py"' in page
    script = client.get("/en/trace/verify_case_log.py")
    assert b"def problems_of" in b"".join(script.streaming_content)  # type: ignore[attr-defined]  # of a file that is sent


def test_an_empty_secret_is_asked_for_in_our_words(client: Client) -> None:
    assert "Please fill this in." in trace(client, "2026/1", "").content.decode()
