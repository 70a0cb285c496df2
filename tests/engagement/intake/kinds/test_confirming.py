"""An e-mail address that is confirmed by a code, on the step itself."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from tests.cms.notifications.test_codes import code_in_mail
from tests.factories.accounts import make_resident
from tests.factories.questions import ask, asking, read, sent, typed

pytestmark = pytest.mark.django_db

EMAIL = ask("email", settings={"confirm": True})
MARIA = "maria@example.org"
SENT = f"We have sent a code of six digits to {MARIA}. Type it below and continue."


def test_the_first_press_sends_a_code_and_the_second_one_checks_it() -> None:
    maria = asking()
    form = sent(EMAIL, MARIA, maria)
    assert list(form.errors[f"q-{EMAIL.id}"]) == [SENT]
    assert "The code that we sent you" in str(form[f"q-{EMAIL.id}"])
    code = code_in_mail()
    assert typed(EMAIL, {"": MARIA, "-code": f" {code[:3]} {code[3:]} "}, maria) == MARIA
    assert read(EMAIL, MARIA, maria) == MARIA
    assert typed(EMAIL, MARIA, maria) == MARIA
    assert len(mail.outbox) == 1


def test_an_address_of_another_draft_is_not_confirmed() -> None:
    maria = asking()
    sent(EMAIL, MARIA, maria)
    typed(EMAIL, {"": MARIA, "-code": code_in_mail()}, maria)
    with pytest.raises(ValidationError, match="Confirm this e-mail address"):
        read(EMAIL, MARIA, asking())


def test_a_wrong_code_says_what_to_do() -> None:
    maria = asking()
    sent(EMAIL, MARIA, maria)
    wrong = "000000" if code_in_mail() != "000000" else "111111"
    assert typed(EMAIL, {"": MARIA, "-code": wrong}, maria) == [
        "This is not the code that we sent. Compare it with the message and type it anew."
    ]


def test_a_new_code_is_asked_for_by_a_button() -> None:
    maria = asking()
    sent(EMAIL, MARIA, maria)
    form = sent(EMAIL, {"": MARIA, "-another": "1"}, maria)
    assert form.pressed == EMAIL
    assert list(form.errors[f"q-{EMAIL.id}"]) == [
        "A code was sent a moment ago. Look in your mailbox, also among spam, before you ask for another."
    ]


def test_nothing_is_sent_while_a_page_is_only_kept_read_or_previewed() -> None:
    sent(EMAIL, MARIA, asking(acts=False))
    sent(EMAIL, MARIA, asking(is_preview=True))
    with pytest.raises(ValidationError):
        read(EMAIL, MARIA)
    assert mail.outbox == []


def test_the_checked_address_of_an_account_needs_no_code() -> None:
    person = make_resident(MARIA)
    person.emailaddress_set.update_or_create(email=MARIA, defaults={"verified": True, "primary": True})
    assert typed(EMAIL, MARIA, asking(person=person)) == MARIA
    person.emailaddress_set.update(verified=False)
    assert typed(EMAIL, MARIA, asking(person=person)) == [SENT]
