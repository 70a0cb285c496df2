"""A person's way through a form, request by request."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from cms.notifications.models import OutgoingMail
from engagement.intake.models import Draft, Submission
from pages.services.models import ServicePage
from tests.factories.guard import passed
from tests.factories.services import both, choice, question, service, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def pruning() -> ServicePage:
    """Two steps; the second is short."""
    return service(
        "Tree pruning",
        step(
            both("Το δέντρο", "The tree"),
            question("short_text", both("Πού στέκει;", "Where does it stand?"), name="where"),
            question(
                "one_of",
                both("Τι συμβαίνει;", "What is the matter?"),
                choices=[choice("dry branches", "dry"), choice("blocks the light", "dark")],
            ),
        ),
        step(both("Εσείς", "You"), question("email", both("Email", "E-mail"))),
    )


def begin(client: Client, page: ServicePage) -> str:
    """Presses *Start now*; the address of the first step."""
    return str(client.post(f"/en/services/{page.slug}/apply/").url)  # type: ignore[attr-defined]  # a redirect has one


def token(client: Client, address: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', client.get(address).content.decode())
    assert found is not None
    return found.group(1)


def answer(client: Client, address: str, answers: dict[str, Any], **more: Any) -> Any:
    return client.post(
        address,
        {"token": token(client, address), **{f"q-{key}": value for key, value in answers.items()}, **more},
    )


def send(client: Client, review: str) -> Any:
    """Presses *Send* as a browser does that has done the guard's work."""
    service = Draft.objects.get().version.service_version.service
    return client.post(review, passed(f"requests:{service.key}"))


def ids(page: ServicePage, number: int) -> list[str]:
    return [each.id for each in page.form[number].value["questions"]]


def first_choice(page: ServicePage) -> str:
    return str(page.form[0].value["questions"][1].value["choices"].bound_blocks[0].id)


def test_a_printed_step_has_the_questions_that_wait_with_what_they_depend_on(client: Client) -> None:
    kind = question(
        "one_of",
        both("Είδος", "Kind"),
        name="kind",
        choices=[choice("pedals", "pedals"), choice("electric", "electric")],
    )
    power = question("short_text", both("Ισχύς", "Power"), when='kind = "electric"')
    bill = question("file", both("Τιμολόγιο", "Invoice"))
    page = service("Bicycles", step(both("Το ποδήλατο", "The bicycle"), kind, power, bill))
    shown = client.get(begin(client, page)).content.decode()
    waiting = re.search(rf'data-question="q-{power["id"]}" hidden>(.*?)</p>', shown)
    assert waiting is not None
    assert waiting[1].endswith("Only if “Kind” is “electric”:")
    assert shown.count("form-question__when") == 1
    assert '<p class="onpaper">Enclose a copy.</p><p class="govuk-hint noprint"' in shown


def test_a_form_is_filled_in_reviewed_and_sent(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    after = answer(client, address, {where: "Park Street 3", matter: first_choice(pruning)})
    assert after.status_code == 302
    (email,) = ids(pruning, 1)
    after = answer(client, after.url, {email: "maria@example.org"})
    assert after.url.endswith("/review/")
    shown = client.get(after.url).content.decode()
    assert "Park Street 3" in shown
    assert "dry branches" in shown
    done = send(client, after.url)
    receipt = client.get(done.url).content.decode()
    sent = Submission.objects.get()
    assert sent.case.protocol in receipt
    assert sent.case.secret in receipt
    assert sent.answers == {where: "Park Street 3", matter: first_choice(pruning), email: "maria@example.org"}
    assert sent.version.service_version.number == "1.0.0"
    assert Draft.objects.get().answers == {}


def test_pressing_send_twice_sends_once(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    after = answer(client, address, {where: "Park Street 3", matter: first_choice(pruning)})
    (email,) = ids(pruning, 1)
    review = answer(client, after.url, {email: "maria@example.org"}).url
    first, second = send(client, review), send(client, review)
    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_a_wrong_answer_is_told_by_the_field_and_the_right_ones_are_kept(
    client: Client, pruning: ServicePage
) -> None:
    address = begin(client, pruning)
    where, _matter = ids(pruning, 0)
    page = answer(client, address, {where: "Park Street 3"})
    assert page.status_code == 422
    assert "What is the matter? Choose one of the answers." in page.content.decode()
    assert Draft.objects.get().answers == {where: "Park Street 3"}


def test_an_old_window_cannot_overwrite_a_newer_answer(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    old = token(client, address)
    answer(client, address, {where: "new", matter: first_choice(pruning)})
    page = client.post(address, {"token": old, f"q-{where}": "old", f"q-{matter}": first_choice(pruning)})
    assert page.status_code == 409
    assert 'value="old"' in page.content.decode()
    assert Draft.objects.get().answers[where] == "new"


def test_somebody_elses_draft_stays_closed(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    stranger = Client(SERVER_NAME="town.test")
    assert stranger.get(address).status_code == 403
    where, _matter = ids(pruning, 0)
    page = stranger.post(address, {f"q-{where}": "mine"})
    assert page.status_code == 403
    assert Draft.objects.get().answers == {}


def test_a_code_brings_back_to_the_draft_on_another_device(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    answer(client, address, {where: "Park Street 3", matter: first_choice(pruning)})
    left = client.post(address.rsplit("/", 2)[0] + "/leave/").content.decode()
    code = re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})\b", left)
    assert code is not None
    other = Client(SERVER_NAME="town.test")
    back = other.post(f"/en/services/{pruning.slug}/apply/continue/", {"code": code.group(1).lower()})
    assert back.status_code == 302
    assert other.get(back.url, follow=True).status_code == 200


def test_a_step_that_is_not_reached_yet_leads_back(client: Client, pruning: ServicePage) -> None:
    address = begin(client, pruning)
    second = address.rsplit("/", 2)[0] + f"/{pruning.form[1].id}/"
    assert client.get(second).url == address  # type: ignore[attr-defined]  # a redirect has one


def test_what_was_typed_when_the_visit_was_interrupted_is_kept_with_the_code(
    client: Client, pruning: ServicePage
) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    left = client.post(address.rsplit("/", 2)[0] + "/leave/").content.decode()
    code = re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})\b", left)
    assert code is not None
    client.cookies.clear()
    typed = {f"q-{where}": "Park Street 3", f"q-{matter}": first_choice(pruning)}
    locked = client.post(address, {"token": "old", **typed}).content.decode()
    kept = dict(re.findall(r'<input type="hidden" name="((?:q-|kept_)[^"]+)" value="([^"]*)"', locked))
    assert kept[f"q-{where}"] == "Park Street 3"
    again = client.post(f"/en/services/{pruning.slug}/apply/continue/", {"code": code.group(1), **kept})
    fields = dict(
        re.findall(r'<input type="hidden" name="((?:q-|token)[^"]*)" value="([^"]*)"', again.content.decode())
    )
    assert client.post(address, fields).status_code == 302
    assert Draft.objects.get().answers == {where: "Park Street 3", matter: first_choice(pruning)}


def test_the_letter_of_confirmation_has_the_reference_and_is_in_the_forms_language(
    client: Client, pruning: ServicePage
) -> None:
    address = begin(client, pruning)
    where, matter = ids(pruning, 0)
    (email,) = ids(pruning, 1)
    after = answer(client, address, {where: "Park Street 3", matter: first_choice(pruning)})
    review = answer(client, after.url, {email: "maria@example.org"}).url
    send(client, review)
    letter = OutgoingMail.objects.get()
    assert letter.recipients == ["maria@example.org"]
    assert letter.subject == "We have received it: Tree pruning"
    assert Submission.objects.get().case.protocol.encode() in bytes(letter.raw)
