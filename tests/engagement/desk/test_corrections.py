"""Single questions are asked again, and answered."""

from __future__ import annotations

import base64
import uuid
from typing import Any

import pytest
from django.test import Client

from cms.files.actions import claim
from cms.files.models import PrivateFile
from cms.notifications.models import OutgoingMail
from engagement.cases import actions
from engagement.cases.answers import current_answers
from engagement.cases.models import Case, Correction
from engagement.documents.placeholders import values_for
from engagement.intake.definition import FormDefinition, Question, Step
from engagement.intake.models import Submission
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_resident
from tests.factories.cases import EMAIL, NAME, make_case, make_service, small_form
from tests.factories.files import ANNA, receive, upload
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db


def test_from_the_ticked_question_to_the_new_answer_beside_the_old(
    desk: Client, client: Client, officer: Any, department: Any
) -> None:
    case = make_case(make_service(department=department, deadline=10))
    actions.take_case(case.pk, by=officer)
    asked = {"ask-text": "Your name as on the card, please.", "ask-questions": [NAME]}
    assert desk.post(f"/admin/cases/{case.pk}/ask/", asked).status_code == 302
    case.refresh_from_db()
    assert case.state == "waiting_applicant"
    assert case.pauses.filter(ended_on=None).count() == 1
    letter = bytes(OutgoingMail.objects.get(subject__startswith="We need something").raw).decode()
    assert "Please answer these questions again" in letter
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    traced = f"/en/trace/{case.year}/{case.number}/"
    assert "Answer 1 question again" in client.get(traced).content.decode()
    page = client.get(f"{traced}correct/").content.decode()
    assert 'value="Maria Papadaki"' in page
    assert EMAIL not in page
    # The pinned form checks it: nothing is no name.
    wrong = client.post(f"{traced}correct/", {f"q-{NAME}": ""})
    assert wrong.status_code == 422
    # Words alone do not set the clock going.
    client.post(f"{traced}reply/", {"reply-text": "One moment."})
    case.refresh_from_db()
    assert case.state == "waiting_applicant"
    sent = client.post(
        f"{traced}correct/", {f"q-{NAME}": "Maria Papadaki-Kappa", f"q-{EMAIL}": "x@evil.test"}
    )
    assert sent.url == traced
    case.refresh_from_db()
    assert (case.state, case.applicant_name) == ("in_progress", "Maria Papadaki-Kappa")
    assert not case.pauses.filter(ended_on=None).exists()
    assert Submission.objects.get().answers[NAME] == "Maria Papadaki"
    assert current_answers(case) == {NAME: "Maria Papadaki-Kappa", EMAIL: "maria@example.org"}
    shown = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    assert "<del>Maria Papadaki</del>" in shown
    # A second press finds nothing to answer.
    assert client.post(f"{traced}correct/", {f"q-{NAME}": "Again"}).url == traced
    assert Correction.objects.get().answers == {NAME: "Maria Papadaki-Kappa"}


def test_a_document_says_what_was_corrected(officer: Any, department: Any) -> None:
    from tests.factories.documents import make_template

    version = make_service(department=department)
    case = make_case(version)
    Correction.objects.create(
        case=case, questions=[NAME], answers={NAME: "Eleni"}, answered_at=case.submitted_at
    )
    content = make_template(version).current.read
    assert values_for(case, content, "en")["full_name"] == "Eleni"


def test_unknown_questions_are_not_asked_and_a_new_asking_takes_the_place_of_the_old(
    officer: Any, department: Any
) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Again.", by=officer, questions=[NAME, "no such", NAME])
    assert Correction.objects.get().questions == [NAME]
    actions.go_on(case.pk, "Found it in the register.", by=officer)
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert not Correction.objects.exists()
    actions.ask_applicant(case.pk, "In your own words.", by=officer)
    assert not Correction.objects.exists()
    actions.answer_from_applicant(case.pk, "So be it.")
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_without_the_secret_nobody_sees_what_is_asked(client: Client, officer: Any, department: Any) -> None:
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.ask_applicant(case.pk, "Again.", by=officer, questions=[NAME])
    for address in (f"/en/trace/{case.year}/{case.number}/correct/", "/en/trace/2020/999/correct/"):
        assert client.get(address).url == "/en/trace/"
        assert client.post(address, {f"q-{NAME}": "Mallory"}).url == "/en/trace/"


def test_a_file_that_was_sent_is_kept_in_a_correction_unless_another_takes_its_place(
    desk: Client, client: Client, officer: Any, department: Any
) -> None:
    bill = str(uuid.UUID(int=9))
    asked_for = Question(bill, "file", {"el": "Λογαριασμός", "en": "Household bill"}, name="bill")
    step = Step(str(uuid.UUID(int=8)), {"el": "Αρχεία", "en": "Files"}, questions=(asked_for,))
    form = FormDefinition((*small_form().steps, step), ("el", "en"))
    sent = receive(name="old.jpg", purpose="form")
    case = make_case(make_service(department=department, form=form), answers={bill: [str(sent.pk)]})
    claim(sent.pk, purpose="form", by=ANNA, taker=f"submission:{case.submission_id}")
    strange = receive(name="strange.jpg", purpose="form")
    actions.take_case(case.pk, by=officer)
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    correct = f"/en/trace/{case.year}/{case.number}/correct/"

    def ask() -> str:
        actions.ask_applicant(case.pk, "Is it the right one?", by=officer, questions=[bill])
        return client.get(correct).content.decode()

    page = ask()
    assert f'name="q-{bill}-kept" value="{sent.pk}"' in page
    assert "unless you send another" in page
    # Whoever presses Upload is told at once, on top and by the question, and stays there.
    pressed = {
        f"q-{bill}-kept": str(sent.pk),
        f"q-{bill}-upload": "1",
        f"q-{bill}": upload(b"words", "b.jpg"),
    }
    refused = client.post(correct, pressed)
    assert refused.status_code == 422
    told = refused.content.decode()
    assert told.count("b.jpg: This kind of file is not taken here.") == 2
    assert f'action="{correct}"' in told
    assert f'formaction="#id_q-{bill}"' in told
    assert 'data-disable-auto-focus="true"' in told
    # It is kept as it is; somebody else's file cannot be named.
    kept = {f"q-{bill}-kept": [str(sent.pk), str(strange.pk)]}
    assert client.post(correct, kept).status_code == 302
    assert current_answers(case)[bill] == [str(sent.pk)]
    shown = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    assert f'<dd><a href="{sent.url}">old.jpg</a>' in shown
    # The applicant's own account has it at the tracing page too; number and secret do not.
    traced = f"/en/trace/{case.year}/{case.number}/"
    assert "old.jpg" not in client.get(traced).content.decode()
    Case.objects.filter(pk=case.pk).update(applicant=(person := make_resident("maria@example.org")))
    mine = Client(SERVER_NAME="town.test")
    mine.force_login(person, backend=BACKEND)
    assert f'<a href="{sent.url}">old.jpg</a>' in mine.get(traced).content.decode()
    assert "with the correction of" not in shown
    assert "no longer part of the answers" not in shown
    assert "left as it was" in shown
    # Another takes its place, in one press; the first stays with the request.
    ask()
    fresh = {f"q-{bill}-kept": str(sent.pk), f"q-{bill}": upload(picture_bytes(), "new.jpg")}
    assert client.post(correct, fresh).status_code == 302
    (new,) = current_answers(case)[bill]
    assert new != str(sent.pk)
    shown = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    files = shown[shown.index('id="files"') :]
    assert files.index("old.jpg") < files.index("new.jpg") < files.index("with the correction of")
    assert files.count("with the correction of") == 1
    assert files.count("no longer part of the answers") == 1
    assert files.index("old.jpg") < files.index("no longer part of the answers") < files.index("new.jpg")


def test_a_signature_is_left_as_it_was_or_given_anew_in_a_correction(
    desk: Client, client: Client, officer: Any, department: Any
) -> None:
    sign = str(uuid.UUID(int=9))
    asked_for = Question(sign, "signature", {"el": "Υπογραφή", "en": "Signature"})
    step = Step(str(uuid.UUID(int=8)), {"el": "Τέλος", "en": "End"}, questions=(asked_for,))
    form = FormDefinition((*small_form().steps, step), ("el", "en"))
    drawn = receive(picture_bytes("PNG"), "signature.png", purpose="form")
    strange = receive(picture_bytes("PNG"), "strange.png", purpose="form")
    answer = {"name": "Maria Papadaki", "drawing": str(drawn.pk)}
    case = make_case(make_service(department=department, form=form), answers={sign: answer})
    claim(drawn.pk, purpose="form", by=ANNA, taker=f"submission:{case.submission_id}")
    actions.take_case(case.pk, by=officer)
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    correct = f"/en/trace/{case.year}/{case.number}/correct/"

    def ask() -> str:
        actions.ask_applicant(case.pk, "Is it yours?", by=officer, questions=[sign])
        return client.get(correct).content.decode()

    def answered(**more: str) -> str:
        """The officer's page after it was answered again."""
        given = {f"q-{sign}": "Maria Papadaki", **{f"q-{sign}{key}": value for key, value in more.items()}}
        assert client.post(correct, given).status_code == 302
        shown = desk.get(f"/admin/cases/{case.pk}/").content.decode()
        return shown[shown.index('id="answers"') : shown.index('id="deeds"')]

    page = ask()
    assert 'value="Maria Papadaki"' in page
    assert f'name="q-{sign}-kept" value="{drawn.pk}"' in page
    # Somebody else's drawing cannot be named; the page comes with a sheet again.
    wrong = client.post(correct, {f"q-{sign}": "Maria Papadaki", f"q-{sign}-kept": str(strange.pk)})
    assert wrong.status_code == 422
    assert "Draw it again." in wrong.content.decode()
    assert "Your drawing is kept" not in wrong.content.decode()
    shown = answered(**{"-kept": str(drawn.pk)})
    assert current_answers(case)[sign] == answer
    assert "left as it was" in shown
    assert "corrected" not in shown
    assert "<del>" not in shown
    # Drawn anew, under the same name; the first drawing stays with the request, and is told apart.
    ask()
    anew = client.post(correct, {f"q-{sign}": "Maria Papadaki", f"q-{sign}-anew": "1"}).content.decode()
    assert f'data-signature="q-{sign}-drawing"' in anew
    sheet = "data:image/png;base64," + base64.b64encode(picture_bytes("PNG", (30, 10))).decode()
    shown = answered(**{"-drawing": sheet})
    fresh = current_answers(case)[sign]
    assert fresh["drawing"] not in ("", str(drawn.pk))
    assert PrivateFile.objects.get(pk=fresh["drawing"]).taker == f"submission:{case.submission_id}"
    assert "given anew" in shown
    assert "left as it was" not in shown
    assert "<del>" not in shown
    files = shown[shown.index('id="files"') :]
    assert files.count("signature.png") == 2
    assert files.index("no longer part of the answers") < files.index("with the correction of")
    # The name alone is enough: the drawing is left out, and the words tell of the other name.
    ask()
    client.post(correct, {f"q-{sign}": "Maria Kappa"})
    assert current_answers(case)[sign] == {"name": "Maria Kappa", "drawing": ""}
    assert "<del>Maria Papadaki</del>" in desk.get(f"/admin/cases/{case.pk}/").content.decode()
