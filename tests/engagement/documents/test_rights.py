"""Who may look, download, preview, revoke: one line a kind of person."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from engagement.cases.models import Case
from engagement.documents.models import DocumentTemplate, IssuedDocument
from engagement.documents.rules import may_download, may_edit_templates, may_preview, may_revoke
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.documents import issued, make_template

pytestmark = pytest.mark.django_db


def signed_in(person: Any) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def owner() -> Any:
    return make_resident("maria@example.org")


@pytest.fixture
def document(officer: Any, department: Any, owner: Any) -> IssuedDocument:
    return issued(officer, department=department, applicant=owner)


#                         download preview revoke templates
TABLE = {
    "owner": (True, False, False, False),
    "other resident": (False, False, False, False),
    "nobody": (False, False, False, False),
    "officer": (True, True, True, False),
    "officer of another": (False, False, False, False),
    "supervisor": (True, True, True, True),
    "editor": (False, False, False, False),
    "administrator": (True, True, True, True),
}


@pytest.mark.parametrize("who", TABLE)
def test_the_table_of_rights(who: str, document: IssuedDocument, officer: Any, owner: Any) -> None:
    person = {
        "owner": lambda: owner,
        "other resident": lambda: make_resident("other@example.org"),
        "nobody": AnonymousUser,
        "officer": lambda: officer,
        "officer of another": lambda: make_staff(
            "o2@town.test", group="Officers", department=make_department("green")
        ),
        "supervisor": lambda: make_staff("s@town.test", group="Supervisors"),
        "editor": lambda: make_staff("e@town.test", group="Editors"),
        "administrator": lambda: make_staff("a@town.test", group="Administrators"),
    }[who]()
    told = (
        may_download(person, document),
        may_preview(person, document.case),
        may_revoke(person, document),
        may_edit_templates(person),
    )
    assert told == TABLE[who]


def test_nobody_downloads_what_is_not_sealed(document: IssuedDocument, owner: Any) -> None:
    assert not may_download(owner, IssuedDocument(case=document.case), shown_secret=True)


def address(case: Case, document: IssuedDocument) -> str:
    return f"/en/trace/{case.year}/{case.number}/documents/{document.pk}/"


def test_the_applicant_downloads_by_account_or_by_the_secret(
    client: Client, document: IssuedDocument, owner: Any
) -> None:
    case = document.case
    assert client.get(address(case, document)).status_code == 302
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    for asking in (client, signed_in(owner)):
        answer = asking.get(address(case, document))
        assert (answer.status_code, answer.content) == (200, document.bytes())
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
    assert signed_in(make_resident("other@example.org")).get(address(case, document)).status_code == 302


def test_a_secret_does_not_open_the_document_of_another_case(
    client: Client, document: IssuedDocument, department: Any
) -> None:
    other = make_case(make_service(department=department))
    client.post("/en/trace/", {"protocol": other.protocol, "secret": other.secret})
    assert client.get(address(other, document)).status_code == 404


def test_documents_stand_on_the_tracing_page_and_in_my_affairs(document: IssuedDocument, owner: Any) -> None:
    client = signed_in(owner)
    case = document.case
    for page in (f"/en/trace/{case.year}/{case.number}/", "/en/my/"):
        assert document.number in client.get(page).content.decode()


def test_templates_stand_in_the_menu_of_those_who_may_edit_them_and_a_preview_says_whose_words_it_shows(
    officer: Any, department: Any
) -> None:
    template = make_template()
    address = f"/admin/document-templates/{template.pk}/look/"
    english = {"accept-language": "en"}
    assert "/admin/document_templates/" not in signed_in(officer).get("/admin/").content.decode()
    assert signed_in(officer).get(address).status_code == 302
    chief = signed_in(make_staff("s@town.test", group="Supervisors", language="en"))
    assert "/admin/document_templates/" in chief.get("/admin/").content.decode()
    case = make_case(make_service(department=department))
    shown = chief.get(f"{address}?case={case.protocol}", headers=english)
    assert f"The preview now shows case {case.protocol} (Maria Papadaki)." in shown.content.decode()
    wrong = chief.get(f"{address}?case=2026/999999", headers=english)
    assert wrong.status_code == 422
    assert 'id="case-error">There is no such case' in wrong.content.decode()
    assert "?case=" not in wrong.content.decode()


def test_an_officer_looks_before_deciding_and_revokes_on_the_cases_page(
    officer: Any, department: Any
) -> None:
    version = make_service(department=department)
    make_template(version)
    case = make_case(version)
    desk = signed_in(officer)
    assert (
        f"/admin/cases/{case.pk}/documents/preview/granted/"
        in desk.get(f"/admin/cases/{case.pk}/").content.decode()
    )
    seen = desk.get(f"/admin/cases/{case.pk}/documents/preview/granted/")
    assert seen.content.startswith(b"%PDF-")
    assert not IssuedDocument.objects.exists()
    assert desk.get(f"/admin/cases/{case.pk}/documents/preview/refused/").status_code == 404
    document = issued(officer, department=department, version=version)
    base = f"/admin/cases/{document.case_id}/documents/{document.pk}/"
    assert desk.get(base).content == document.bytes()
    desk.post(f"{base}revoke/", {"reason": ""})
    document.refresh_from_db()
    assert document.standing == "valid"
    # What it will do is shown first, with the reason to look at again.
    before = desk.post(f"{base}revoke/", {"reason": "Wrong."})
    document.refresh_from_db()
    assert (before.status_code, document.standing) == (200, "valid")
    page = before.content.decode()
    assert "Να ανακληθεί αυτό το έγγραφο;" in page
    assert document.number in page
    assert "Wrong." in page
    assert desk.post(f"{base}revoke/", {"reason": "Wrong.", "sure": "1"}).status_code == 302
    document.refresh_from_db()
    assert document.standing == "revoked"
    page = desk.get(f"/admin/cases/{document.case_id}/").content.decode()
    assert document.number in page
    stranger = signed_in(make_staff("o2@town.test", group="Officers", department=make_department("green")))
    assert stranger.get(base).status_code == 404
    assert stranger.post(f"{base}revoke/", {"reason": "x"}).status_code == 404


def contentstate(text: str) -> str:
    """What Wagtail's editor sends."""
    import json

    return json.dumps(
        {
            "entityMap": {},
            "blocks": [
                {
                    "key": "a1",
                    "text": text,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                    "data": {},
                }
            ],
        }
    )


def typed(text: str) -> dict[str, str]:
    return {
        "names_el": "Βεβαίωση",
        "names_en": "Certificate",
        "kind": "certificate",
        "service": "",
        "outcome": "granted",
        "series": "CERT",
        "validity_months": "0",
        "signatories_el": "",
        "signatories_en": "",
        "is_active": "on",
        "text_el": contentstate(text),
        "text_en": contentstate(text),
    }


def test_a_template_is_written_looked_at_and_published_without_code() -> None:
    office = signed_in(make_staff("s@town.test", group="Supervisors"))
    wrong = office.post("/admin/document_templates/new/", typed("To {nobody}"))
    assert "{nobody}" in str(wrong.context["form"].errors["text_en"])
    assert not DocumentTemplate.objects.exists()
    shown = office.post("/admin/document-templates/unsaved/en/", typed("To {name}"))
    assert shown.content.startswith(b"%PDF-")
    assert office.post("/admin/document-templates/unsaved/en/", typed("To {nobody}")).status_code == 422
    assert not DocumentTemplate.objects.exists()
    assert office.post("/admin/document_templates/new/", typed("To {name}")).status_code == 302
    template = DocumentTemplate.objects.get()
    assert office.get(f"/admin/document-templates/{template.pk}/look/").status_code == 200
    office.post(f"/admin/document-templates/{template.pk}/publish/")
    template.refresh_from_db()
    assert template.current is not None
    assert office.get(f"/admin/document_templates/edit/{template.pk}/").status_code == 200


def test_officers_and_editors_do_not_edit_templates() -> None:
    template = make_template()
    for group in ("Officers", "Editors"):
        office = signed_in(make_staff(f"{group}@town.test", group=group))
        for page in (
            f"/admin/document-templates/{template.pk}/look/",
            f"/admin/document_templates/edit/{template.pk}/",
        ):
            assert office.get(page).status_code in (302, 403)
