"""Before a decision an officer is shown what will happen; what stands on the page afterwards is true as well."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from engagement.cases import actions
from engagement.cases.models import Case, Pause
from engagement.documents.actions import reissue, revoke
from engagement.documents.models import IssuedDocument
from engagement.documents.working import work_on
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_resident, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.documents import issued, make_template

pytestmark = pytest.mark.django_db
REFUSAL = {"decide-outcome": "refused", "decide-text": "The deed\r\nis <missing>."}


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found.group(1)


def test_what_a_decision_does_is_shown_before_it_is_done(desk: Client, department: Any, officer: Any) -> None:
    version = make_service(department=department)
    make_template(version, outcome="refused", names={"el": "Απόρριψη", "en": "Refusal"})
    case = make_case(version)
    actions.take_case(case.pk, by=officer)
    address = f"/admin/cases/{case.pk}/decide/"
    page = desk.post(address, REFUSAL).content.decode()
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert "Refuse it" in page
    assert "is &lt;missing&gt;." in page
    assert "Refusal" in page
    assert "A letter to maria@example.org, in this language: English" in page
    assert "May be objected to until" in page
    # The document is looked at with the reasons that are not kept yet.
    preview = desk.post(f"/admin/cases/{case.pk}/documents/preview/refused/", REFUSAL)
    assert preview["Content-Type"] == "application/pdf"
    # Going back loses nothing.
    back = desk.post(address, {**REFUSAL, "seen": seen_on(page), "change": "1"}).content.decode()
    assert "is &lt;missing&gt;.</textarea>" in back
    assert re.search(r'value="refused"[^>]* checked', back)
    done = desk.post(address, {**REFUSAL, "seen": seen_on(page)})
    assert done.status_code == 302
    # A second press of the same button finds it done, and says so.
    again = desk.post(address, {**REFUSAL, "seen": seen_on(page)}, follow=True).content.decode()
    assert "The request was decided." in again
    assert case.timeline.filter(kind="decided").count() == 1
    assert IssuedDocument.objects.filter(case=case).count() == 1


def test_two_who_decide_at_once_and_what_was_added_meanwhile(
    desk: Client, second_client: Client, department: Any, officer: Any
) -> None:
    case = make_case(make_service(department=department))
    colleague = make_staff("colleague@town.test", group="Officers", department=department, language="en")
    second_client.force_login(colleague, backend=BACKEND)
    actions.take_case(case.pk, by=officer)
    address = f"/admin/cases/{case.pk}/decide/"
    page = desk.post(address, REFUSAL).content.decode()
    assert "None follows this decision." in page
    old = seen_on(page)
    actions.write_to_applicant(case.pk, "One moment.", by=colleague)
    changed = desk.post(address, {**REFUSAL, "seen": old})
    assert changed.status_code == 409
    assert "Something was added to the case since you looked." in changed.content.decode()
    seen = {"seen": seen_on(changed.content.decode())}
    assert second_client.post(address, {"decide-outcome": "granted", **seen}).status_code == 302
    lost = desk.post(address, {**REFUSAL, **seen})
    assert lost.status_code == 409
    assert "Somebody was faster: the case is now “decided”." in lost.content.decode()
    case.refresh_from_db()
    assert case.outcome == "granted"


def test_while_the_clock_stands_no_day_is_told_as_due(desk: Client, department: Any, officer: Any) -> None:
    case = make_case(make_service(department=department, deadline=10))
    actions.take_case(case.pk, by=officer)
    address = f"/admin/cases/{case.pk}/"
    assert "Due on" in desk.get(address).content.decode()
    actions.ask_applicant(case.pk, "The deed, please.", by=officer)
    Pause.objects.filter(case=case).update(began_on=timezone.localdate() - timedelta(days=2))
    page = desk.get(address).content.decode()
    assert "stands still since" in page
    assert "Due on" not in page


def test_desk_and_tracing_page_say_what_became_of_the_document(
    desk: Client, client: Client, department: Any, officer: Any
) -> None:
    document = issued(officer, department=department)
    case = document.case
    resident = make_resident("anna@example.org")
    Case.objects.filter(pk=case.pk).update(applicant=resident)
    client.force_login(resident, backend=BACKEND)
    address = f"/admin/cases/{document.case_id}/"

    def state() -> str:
        found = re.search(r'<span class="desk-state[^>]*>([^<·]*)', desk.get(address).content.decode())
        return found.group(1).strip() if found else ""

    def traced() -> str:
        return client.get(f"/en/trace/{case.year}/{case.number}/").content.decode()

    assert state() == "Issued"
    assert "<h1>Issued: granted</h1>" in traced()
    new = reissue(document.pk, "A wrong name.", by=officer)
    work_on(new.pk)
    assert state() == "Document issued again"
    page = traced()
    # What became of it stands above; the outcome among the facts.
    assert "<h1>Document issued again</h1>" in page
    assert "Only the newer one counts." in page
    assert page.count('class="handout__ended"') == page.count("has not counted since") == 1
    assert f"in place of {document.number}<br>A wrong name." in page
    revoke(new.pk, "Still wrong.", by=officer)
    assert state() == "Document revoked"
    assert "<h1>Document revoked</h1>" in traced()
    assert '<span class="tag tag--alert">document revoked</span>' in client.get("/en/my/").content.decode()
    assert Case.objects.get(pk=document.case_id).state == "issued"
    # Lists of cases say it too, also once the case is closed: beside another request, in the queue, in its file.
    actions.close(case.pk, by=officer)
    other = make_case(case.version, applicant=resident)
    void = 'desk-tag--void">document revoked</span>'
    related = desk.get(f"/admin/cases/{other.pk}/").content.decode()
    assert void in related[related.index('id="related"') :]
    assert void in desk.get("/admin/cases/?view=ended").content.decode()
    file = b"".join(desk.get("/admin/cases/?view=ended&export=csv").streaming_content).decode()
    assert f"{case.protocol},{case.service},document revoked,granted" in file
    assert ">document revoked</span>" in client.get("/en/my/").content.decode()
