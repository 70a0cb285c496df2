"""What a page's script keeps may arrive after the button was pressed."""

from __future__ import annotations

import pytest

from engagement.intake.actions import PageMark, begin_draft, keep_answers, store_form, token_of
from engagement.intake.definition import FormDefinition, Step
from tests.factories.questions import ask, uuid_of

pytestmark = pytest.mark.django_db


def test_a_keeping_that_was_overtaken_undoes_nothing() -> None:
    name, age = ask("short_text", name="name"), ask("number", name="age")
    step = Step(uuid_of("step"), {"en": "Step"}, questions=(name, age))
    draft = begin_draft(store_form(FormDefinition((step,), ("en",)), purpose="service"), language="en")
    whole = {name.id: "Anna", age.id: "7"}
    keep_answers(draft.pk, step, whole, mark=PageMark(token_of(draft, step), "page", 2), passed=True)
    late = keep_answers(draft.pk, step, {name.id: "Anna"}, mark=PageMark("", "page", 1))
    assert late.answers == whole
    after = keep_answers(draft.pk, step, {name.id: "Petros"}, mark=PageMark("", "page", 3))
    assert after.answers == {name.id: "Petros"}
