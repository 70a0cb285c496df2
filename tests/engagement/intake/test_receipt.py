"""What a person is told before and after sending: the fee, number and secret, where it is traced."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.utils.translation import override

from cms.notifications.models import OutgoingMail
from engagement.cases.models import Case
from engagement.eservices.charging import fee_in_words
from engagement.intake.expressions import compile_amount, compile_condition, names_of
from engagement.intake.models import Draft
from tests.factories.accounts import make_resident
from tests.factories.cases import EMAIL, NAME, make_case, make_service, small_form
from tests.factories.guard import passed

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = names_of(small_form())
LINE = {"label": {"el": "Πινακίδα", "en": "Plate"}, "amount": compile_amount("12.50", NAMES), "when": None}
FREE = {**LINE, "when": compile_condition('full_name = "Nobody"', NAMES)}


def filled_in(client: Client, start: str) -> str:
    """Address of the review of a small form."""
    step = client.post(start)["Location"]
    token = re.search(r'name="token" value="(\w+)"', client.get(step).content.decode())
    assert token is not None
    answers = {f"q-{NAME}": "Maria Papadaki", f"q-{EMAIL}": "maria@example.org"}
    return client.post(step, {"token": token.group(1), **answers})["Location"]


def test_from_the_review_to_the_letter_one_is_told_the_fee_and_where_it_is_traced(client: Client) -> None:
    version = make_service(deadline=5, fee=(LINE,))
    service = version.service
    start = f"/en/services/{service.slugs()['en']}/apply/"
    review = filled_in(client, start)
    shown = client.get(review).content.decode()
    assert "€12.50 (Plate)" in shown
    assert f'href="{start}{Draft.objects.get().pk}/leave/"' in shown
    done = client.post(review, passed(f"requests:{service.key}"))["Location"]
    receipt = client.get(done).content.decode()
    case = Case.objects.get()
    for told in (case.protocol, case.secret, "€12.50 (Plate)", "maria@example.org", "What happens next"):
        assert told in receipt
    # For paper: the address that is typed, and its picture; on the screen a button that needs no typing.
    assert f"town.test/en/trace/{case.year}/{case.number}/" in receipt
    assert "<svg" in receipt.partition('class="receipt-trace"')[2][:400]
    fields = dict(re.findall(r'name="(protocol|secret)" value="([^"]+)"', receipt))
    assert client.post("/en/trace/", fields)["Location"].endswith(f"/{case.year}/{case.number}/")
    letter = _letter()
    for told in (
        case.protocol,
        case.secret,
        "€12.50 (Plate)",
        f"/en/trace/{case.year}/{case.number}/",
    ):
        assert told in letter
    assert letter.count("Answer") == 1


def test_without_a_fee_the_review_says_only_that_there_is_none(client: Client) -> None:
    service = make_service(fee=(FREE,)).service
    shown = client.get(filled_in(client, f"/en/services/{service.slugs()['en']}/apply/")).content.decode()
    assert "<p>There is no fee.</p>" in shown
    assert "You pay" not in shown


def test_whoever_is_signed_in_is_told_that_the_form_waits_in_the_account(client: Client) -> None:
    start = f"/en/services/{make_service().service.slugs()['en']}/apply/"
    told = "your form waits in your account as well"
    leave = client.post(start)["Location"].rsplit("/", 2)[0] + "/leave/"
    assert told not in client.get(leave).content.decode()
    client.force_login(make_resident("me@town.test"), backend=BACKEND)
    # Begun before signing in it belongs to the visit alone.
    assert told not in client.get(leave).content.decode()
    leave = client.post(start)["Location"].rsplit("/", 2)[0] + "/leave/"
    asked = client.get(leave).content.decode()
    assert f'{told}, and no code is needed there: <a href="/en/my/">' in asked
    assert 'value="me@town.test"' in asked
    assert told in client.post(leave).content.decode()


def test_a_receipt_of_an_account_leads_to_its_affairs(client: Client) -> None:
    person = make_resident("me@town.test")
    case = make_case(applicant=person)
    client.force_login(person, backend=BACKEND)
    slug = case.service.slugs()["en"]
    receipt = client.get(f"/en/services/{slug}/apply/{case.submission.draft_key}/done/").content.decode()
    assert 'href="/en/my/"' in receipt.partition("<main")[2]


def test_a_fee_without_a_line_that_applies_is_told_as_none_and_no_rule_tells_nothing() -> None:
    with override("en"):
        assert fee_in_words(make_service(fee=(FREE,)), {NAME: "Maria"}) == "There is no fee."
        assert fee_in_words(make_service(fee=(FREE,)), {NAME: "Nobody"}) == "€12.50 (Plate)"
        assert fee_in_words(make_service(), {NAME: "Maria"}) == ""


def _letter() -> str:
    message = message_from_bytes(bytes(OutgoingMail.objects.get().raw), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
