"""What a form knows before anybody types."""

from __future__ import annotations

from typing import Any

import pytest

from engagement.intake.definition import FormDefinition, Question, Step
from engagement.intake.prefill import first_answers
from tests.factories.accounts import make_resident
from tests.factories.questions import ask, asking, uuid_of

pytestmark = pytest.mark.django_db


def form_of(*questions: Question) -> FormDefinition:
    return FormDefinition((Step(uuid_of("step"), {"en": "Step"}, questions=questions),), ("en",))


def test_answers_come_from_the_account_and_the_address() -> None:
    name = ask("short_text", name="name", prefill="account.name")
    email = ask("email", name="email", prefill="account.email")
    source = ask("hidden", name="source", settings={"parameter": "from"})
    fixed = ask("hidden", name="fixed", settings={"value": "x"})
    by = asking(
        person=make_resident("anna@example.org", first_name="Anna", last_name="V."), query={"from": "poster"}
    )
    assert first_answers(form_of(name, email, source, fixed), by) == {
        name.id: "Anna V.",
        email.id: "anna@example.org",
        source.id: "poster",
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "number", "prefill": "account.name"},
        {"kind": "email", "prefill": "account.nothing"},
        {"kind": "short_text", "prefill": "account.name", "settings": {"most": 3}},
        {"kind": "heading", "prefill": "account.name"},
    ],
)
def test_what_does_not_fit_is_left_out(facts: dict[str, Any]) -> None:
    person = make_resident("anna@example.org", first_name="Anna", last_name="V.")
    assert first_answers(form_of(ask(**facts)), asking(person=person)) == {}
    assert first_answers(form_of(ask(**facts)), asking()) == {}
