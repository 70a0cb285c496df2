"""Questions about datasets and what was made with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from opendata.catalog.models import Dataset
from opendata.community.choices import ReuseState
from opendata.community.models import Question, Reuse
from tests.factories.catalog import described
from tests.factories.guard import passed
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

ASKED = {"text": "Τι σημαίνει η στήλη;", "email": "eleni@example.org", "name": ""}
MADE = {"title": "Shade map", "url": "https://example.org/shade", "text": "Where it is cool.", "email": ""}


def send(client: Client, forest: Register, what: str, language: str = "en", **answers: str) -> Any:
    fields = {**passed("dataset-questions" if what == "ask" else "dataset-uses"), **answers}
    return client.post(f"/{language}/data/{forest.name}/{what}/", fields, REMOTE_ADDR="203.0.113.7")


def test_a_question_is_kept_and_mailed_to_whoever_answers(client: Client, forest: Register) -> None:
    described(forest.name)
    assert send(client, forest, "ask", **ASKED).status_code == 302
    question = Question.objects.get()
    assert (question.text, question.email, question.language) == (ASKED["text"], ASKED["email"], "en")
    assert mail.outbox[0].to == ["green@town.test"]
    assert mail.outbox[0].reply_to == [ASKED["email"]]
    assert ASKED["text"] in mail.outbox[0].body


def test_without_a_department_the_town_gets_it(client: Client, forest: Register, town: Any) -> None:
    town.email = "hall@town.test"
    town.save()
    send(client, forest, "ask", **ASKED)
    assert mail.outbox[0].to == ["hall@town.test"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": f"{'x' * 60}@{'b.' * 120}gr"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
        ({"text": ""}, "text"),
        ({"text": "x" * 3001}, "text"),
        ({"text": "nul \x00"}, "text"),
        ({"name": "x" * 201}, "name"),
    ],
)
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_bad_question_is_told_by_its_field(
    client: Client, forest: Register, change: dict[str, str], field: str, language: str
) -> None:
    response = send(client, forest, "ask", language, **{**ASKED, **change})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not Question.objects.exists()
    assert not mail.outbox


def test_a_program_in_the_trap_leaves_nothing(client: Client, forest: Register) -> None:
    for what, answers in (("ask", ASKED), ("uses/new", MADE)):
        response = send(client, forest, what, **answers, guard_homepage="https://spam.example")
        assert response.status_code == 400
        assert response.context["form"].non_field_errors()
    assert not Question.objects.exists()
    assert not Reuse.objects.exists()
    assert not mail.outbox


def test_one_address_sends_so_many_and_no_more(client: Client, forest: Register) -> None:
    answers = [send(client, forest, "ask", **ASKED) for _turn in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert Question.objects.count() == 5


def test_a_form_without_its_token_is_refused(forest: Register) -> None:
    strict = Client(SERVER_NAME="town.test", enforce_csrf_checks=True)
    assert send(strict, forest, "ask", **ASKED).status_code == 403


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.org/app", "https://example.org/app"),
        ("www.example.org", "https://www.example.org"),
        ("example.org:8080/a?b=c", "https://example.org:8080/a?b=c"),
        ("http://example.org/app", "http://example.org/app"),
    ],
)
def test_an_address_without_its_scheme_is_one_of_the_web(
    client: Client, forest: Register, typed: str, kept: str
) -> None:
    assert send(client, forest, "uses/new", **{**MADE, "url": typed}).status_code == 302
    assert Reuse.objects.get().url == kept


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.org/x", "//a.org", "a b", ""]
)
def test_only_addresses_of_the_web_are_taken(client: Client, forest: Register, url: str) -> None:
    response = send(client, forest, "uses/new", **{**MADE, "url": url})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["url"]


def test_what_was_made_is_shown_when_staff_approve_it(
    client: Client, admin_client: Client, forest: Register
) -> None:
    send(client, forest, "uses/new", **MADE)
    page = f"/en/data/{forest.name}/"
    assert b"Shade map" not in client.get(page).content
    use = Reuse.objects.get()
    edit = f"/admin/dataset_uses/edit/{use.pk}/"
    assert admin_client.get(edit).status_code == 200
    answers = {key: MADE[key] for key in ("title", "url", "text")}
    admin_client.post(edit, {**answers, "state": ReuseState.APPROVED})
    use.refresh_from_db()
    assert use.state == ReuseState.APPROVED
    assert use.decided_at
    text = client.get(f"{page}?fresh").content.decode()
    assert 'href="https://example.org/shade" rel="nofollow noopener' in text


def test_staff_see_questions_and_note_that_they_are_answered(
    client: Client, admin_client: Client, forest: Register
) -> None:
    send(client, forest, "ask", **ASKED)
    question = Question.objects.get()
    assert ASKED["text"] in admin_client.get("/admin/dataset_questions/").content.decode()
    admin_client.post(f"/admin/dataset_questions/edit/{question.pk}/", {"answered": "on"})
    question.refresh_from_db()
    assert question.answered
    assert question.text == ASKED["text"]


def test_nobody_else_may_read_questions(client: Client, forest: Register) -> None:
    assert client.get("/admin/dataset_questions/").status_code in (302, 403)


@pytest.mark.parametrize("what", ["ask", "uses/new", "ask/thanks", "uses/thanks"])
def test_a_dataset_that_is_not_open_takes_nothing(client: Client, forest: Register, what: str) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert client.get(f"/en/data/{forest.name}/{what}/").status_code == 404
