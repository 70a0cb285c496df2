"""Files beside an objection and a message: taken by the checked upload, shown to both sides, opened by rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.files.models import PrivateFile
from engagement.cases import actions
from engagement.cases.models import Case
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.files import upload
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db


def test_an_objection_carries_files_that_both_sides_see_and_the_rule_opens(
    desk: Client, client: Client, second_client: Client, officer: Any, department: Any
) -> None:
    resident = make_resident("maria@example.org")
    case = make_case(make_service(department=department), applicant=resident)
    actions.decide(case.pk, "refused", by=officer, reasons="The deed is missing.")
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    traced = f"/en/trace/{case.year}/{case.number}/"
    assert 'enctype="multipart/form-data"' in client.get(traced).content.decode()

    def objected(text: str, **more: Any) -> Any:
        return client.post(f"{traced}object/", {"object-text": text, **more})

    # What is no picture and no document is refused by the field, and the words stay.
    refused = objected("It was there.", **{"object-files": upload(b"words", "deed.jpg")})
    told = refused.content.decode()
    assert (refused.status_code, PrivateFile.objects.count()) == (422, 0)
    assert "deed.jpg: This kind of file is not taken here." in told
    assert "It was there.</textarea>" in told
    # Without words the file stays too; its buttons lead to where the form goes.
    unsaid = objected("", **{"object-files": upload(picture_bytes(), "deed.jpg")})
    file = PrivateFile.objects.get()
    assert unsaid.status_code == 422
    assert f'name="object-files-kept" value="{file.pk}"' in unsaid.content.decode()
    assert f'formaction="{traced}object/#id_object-files"' in unsaid.content.decode()
    pressed = objected("", **{"object-files-kept": str(file.pk), "object-files-upload": "1"})
    assert pressed.status_code == 200
    assert "Write why you do not agree." not in pressed.content.decode()
    assert objected("It was there.", **{"object-files-kept": str(file.pk)}).url == traced
    file.refresh_from_db()
    assert case.timeline.latest("number").data["files"] == [str(file.pk)]
    # The secret tells that it is there; the account opens it, and staff who may see the case.
    seen = client.get(traced).content.decode()
    assert "deed.jpg" in seen
    assert file.url not in seen
    assert "Files are opened from the account" in seen
    assert client.get(file.url).status_code == 404
    client.force_login(resident, backend=BACKEND)
    assert f'<a href="{file.url}">deed.jpg</a>' in client.get(traced).content.decode()
    assert client.get(file.url).status_code == 200
    page = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    assert f'<a href="{file.url}">deed.jpg</a>' in page[page.index('id="timeline"') :]
    assert "with the objection of" in page[page.index('id="files"') :]
    assert "no longer part of the answers" not in page
    assert desk.get(file.url).status_code == 200
    elsewhere = make_staff("other@town.test", group="Officers", department=make_department("green"))
    second_client.force_login(elsewhere, backend=BACKEND)
    assert second_client.get(file.url).status_code == 404


def test_a_message_carries_files_and_what_comes_too_late_leaves_none(
    client: Client, officer: Any, department: Any
) -> None:
    case = make_case(make_service(department=department, objection_days=0))
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    traced = f"/en/trace/{case.year}/{case.number}/"
    sent = {"reply-text": "Here it is.", "reply-files": upload(picture_bytes(), "plan.jpg")}
    assert client.post(f"{traced}reply/", sent).status_code == 302
    assert PrivateFile.objects.get().taker == f"submission:{case.submission_id}"
    actions.decide(case.pk, "refused", by=officer, reasons="No.")
    late = {"object-text": "No!", "object-files": upload(picture_bytes(), "late.jpg")}
    answer = client.post(f"{traced}object/", late, follow=True).content.decode()
    assert "No objection to this decision is taken here." in answer
    assert [file.name for file in PrivateFile.objects.all()] == ["plan.jpg"]
    assert Case.objects.get(pk=case.pk).state == "decided"
