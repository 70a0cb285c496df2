"""What a bank, an employer, an inspector sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from engagement.documents import actions
from engagement.documents.models import IssuedDocument
from engagement.documents.receiving import MOST_BYTES
from engagement.documents.verifying import by_file, masked
from tests.factories.cases import make_service
from tests.factories.documents import issued, make_template
from tests.factories.guard import passed

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(officer: Any, department: Any) -> IssuedDocument:
    return issued(officer, department=department)


def send(client: Client, content: bytes, name: str = "x.pdf", language: str = "en", **facts: Any) -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(f"/{language}/verify/", {**passed("verify"), "file": file}, **facts)


@pytest.mark.parametrize(("language", "told"), [("en", "Genuine and valid"), ("el", "Γνήσιο και σε ισχύ")])
def test_the_code_opens_a_page_without_the_persons_name(
    client: Client, document: IssuedDocument, language: str, told: str
) -> None:
    page = client.get(f"/{language}/verify/{document.code}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert told in text
    assert document.number in text
    assert "M•••• P••••" in text
    for secret in ("Papadaki", "maria@example.org", document.case.protocol, document.case.secret):
        assert secret not in text


def test_the_portals_words_are_in_the_readers_language_and_the_documents_own_stay_as_issued(
    client: Client, officer: Any, department: Any
) -> None:
    version = make_service(department=department)
    names = {"el": "Βεβαίωση κατοικίας", "en": "Certificate of residence"}
    make_template(version, names=names, texts={"el": "<p>Βεβαιώνεται …</p>"})
    greek = issued(officer, department=department, version=version)
    assert greek.language == "el"
    read_in_english = client.get(f"/en/verify/{greek.code}/").content.decode()
    assert "<dd><span>Certificate of residence</span>" in read_in_english
    assert 'On the document: <span lang="el">Βεβαίωση κατοικίας</span>' in read_in_english
    assert f'<span lang="el">{greek.number}</span>' in read_in_english
    assert "<dd><span>Greek</span></dd>" in read_in_english
    # The seal's owner by name, not as a certificate spells it.
    assert "Common Name" not in read_in_english
    read_in_greek = client.get(f"/el/verify/{greek.code}/").content.decode()
    assert "<dd><span>Βεβαίωση κατοικίας</span></dd>" in read_in_greek
    assert "Certificate of residence" not in read_in_greek
    # A document whose title nobody has translated keeps its own, marked as such.
    make_template(
        untold := make_service(department=department), names={"el": "Άδεια"}, texts={"el": "<p>…</p>"}
    )
    alone = client.get(f"/en/verify/{issued(officer, department=department, version=untold).code}/")
    assert '<dd><span lang="el">Άδεια</span></dd>' in alone.content.decode()


def test_programs_get_the_same_answer(client: Client, document: IssuedDocument) -> None:
    by_query = client.get(f"/en/verify/{document.code}/?f=json")
    by_header = client.get(f"/el/verify/{document.code}/", HTTP_ACCEPT="application/json")
    assert by_query.json()["answer"] == by_header.json()["answer"] == "genuine"
    assert by_query.json()["sha256"] == document.sha256
    assert by_query["Cache-Control"] == "public, max-age=60"
    assert "Papadaki" not in by_query.content.decode()


def test_a_code_typed_otherwise_leads_to_the_same_page(client: Client, document: IssuedDocument) -> None:
    typed = document.code.lower().replace("-", " ")
    answer = client.get("/en/verify/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/en/verify/{document.code}/")


@pytest.mark.parametrize("code", ["2222-2222-2222-2222", "x", "'; drop table", "%00", "Ω" * 200])
def test_a_code_that_is_not_known_is_told_so(client: Client, code: str) -> None:
    answer = client.get(f"/en/verify/{code}/?f=json")
    assert (answer.status_code, answer.json()["answer"]) == (404, "unknown")


def test_revoked_replaced_and_over_are_told(
    client: Client, document: IssuedDocument, officer: Any, department: Any
) -> None:
    version = make_service(department=department)
    make_template(version, validity_months=1, series="CARD")
    over = issued(officer, department=department, version=version)
    assert client.get(f"/en/verify/{over.code}/?f=json").json()["answer"] == "genuine"
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert client.get(f"/en/verify/{over.code}/?f=json").json()["answer"] == "expired"
    actions.revoke(document.pk, "Wrong: Maria moved.", by=officer)
    revoked = client.get(f"/en/verify/{document.code}/")
    assert client.get(f"/en/verify/{document.code}/?f=json").json()["answer"] == "revoked"
    assert "Maria moved" not in revoked.content.decode()


def test_the_very_file_is_genuine(client: Client, document: IssuedDocument) -> None:
    page = send(client, document.bytes())
    assert page.status_code == 200
    assert "exactly as it was issued" in page.content.decode()


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9, 0.999])
def test_a_byte_that_was_changed_is_told_as_altered(document: IssuedDocument, place: float) -> None:
    content = bytearray(document.bytes())
    content[int(len(content) * place)] ^= 1
    verdict = by_file(bytes(content))
    assert (verdict.answer, verdict.document) == ("altered", document)


def test_something_added_behind_the_seal_is_told_as_altered(client: Client, document: IssuedDocument) -> None:
    page = send(client, document.bytes() + b"\n% added")
    assert "Altered" in page.content.decode()
    assert document.number not in page.content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-1.4 " + b"<<" * 5000])
def test_a_pdf_of_somebody_else_is_unknown(client: Client, content: bytes) -> None:
    page = send(client, content)
    assert page.status_code == 200
    assert "Unknown" in page.content.decode()


@pytest.mark.parametrize(("language", "told"), [("en", "This is not a PDF"), ("el", "Αυτό δεν είναι PDF")])
def test_what_is_not_a_pdf_is_refused_by_the_field(client: Client, language: str, told: str) -> None:
    page = send(client, b"\x89PNG....", "photo.pdf", language)
    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_large_file_is_refused_politely_and_a_huge_one_is_not_even_read(client: Client) -> None:
    page = send(client, b"%PDF-" + b"x" * MOST_BYTES)
    assert page.status_code == 413
    assert "larger than 20 MB" in page.content.decode()
    unread = client.generic(
        "POST", "/en/verify/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(700 * 1024 * 1024)
    )
    assert unread.status_code == 413


def test_a_file_without_the_guards_ticket_or_the_token_is_refused(document: IssuedDocument) -> None:
    strict = Client(SERVER_NAME="town.test", enforce_csrf_checks=True)
    assert send(strict, document.bytes()).status_code == 403
    bare = Client(SERVER_NAME="town.test")
    answer = bare.post("/en/verify/", {"file": SimpleUploadedFile("x.pdf", document.bytes())})
    assert "exactly as it was issued" not in answer.content.decode()


@time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=UTC), tick=False)
def test_a_script_that_guesses_is_slowed_down(client: Client) -> None:
    asked = {"path": "/en/verify/2222-2222-2222-2222/?f=json", "REMOTE_ADDR": "203.0.113.9"}
    answers = [client.get(**asked).status_code for _try in range(61)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_an_answer_by_code_takes_few_questions(
    client: Client, document: IssuedDocument, count_queries: Callable[[], Any]
) -> None:
    client.get(f"/en/verify/{document.code}/?f=json")
    with count_queries() as asked:
        client.get(f"/en/verify/{document.code}/?f=json")
    assert len(asked) <= 2


def test_of_a_name_first_letters_are_shown() -> None:
    assert masked("Μαρία  Παπαδάκη-Ιωάννου") == "Μ•••• Π••••"
    assert masked("") == ""
