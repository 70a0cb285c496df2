"""The officer's desk, as a browser asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.files.actions import claim
from engagement.cases import actions
from engagement.cases.files import may_read_form_file
from engagement.cases.models import Case, Look
from engagement.desk.office.deeds import DEEDS
from engagement.desk.office.home import CasesPanel
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import NAME, make_case, make_service
from tests.factories.files import ANNA, receive

pytestmark = pytest.mark.django_db


def test_the_most_urgent_case_stands_first(desk: Client, department: Any) -> None:
    version = make_service(department=department)
    calm, late, free = make_case(version), make_case(version), make_case(version)
    today = timezone.localdate()
    Case.objects.filter(pk=calm.pk).update(due_on=today + timedelta(days=9))
    Case.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=2))
    page = desk.get("/admin/cases/?view=free").content.decode()
    assert page.index(late.protocol) < page.index(calm.protocol) < page.index(free.protocol)
    assert "2 days late" in page or "2 ημέρες" in page


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("since=2026-03-10", [False, True, True]),
        ("until=2026-03-10", [True, True, False]),
        ("since=2026-03-10&until=2026-03-10", [False, True, False]),
        ("until=9999-12-31&since=0001-01-01", [True, True, True]),
        ("since=the+other+day", [True, True, True]),
    ],
)
def test_days_are_those_of_the_clock_on_the_wall(
    desk: Client, department: Any, days: str, found: list[bool]
) -> None:
    version = make_service(department=department)
    moments = ("2026-03-09T23:59:59", "2026-03-10T23:59:59", "2026-03-11T00:00:00")
    cases = []
    for moment in moments:
        sent = timezone.make_aware(datetime.fromisoformat(moment))
        cases.append(make_case(version))
        Case.objects.filter(pk=cases[-1].pk).update(submitted_at=sent)
    page = desk.get(f"/admin/cases/?view=free&{days}").content.decode()
    assert [case.protocol in page for case in cases] == found


def test_a_queue_of_many_takes_few_questions(
    desk: Client, department: Any, count_queries: Callable[[], Any]
) -> None:
    version = make_service(department=department)
    for _case in range(12):
        make_case(version)
    desk.get("/admin/cases/?view=free")
    with count_queries() as few:
        desk.get("/admin/cases/?view=free")
    for _case in range(12):
        make_case(version)
    with count_queries() as many:
        desk.get("/admin/cases/?view=free")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("view=open", "cases_open"),
        ("view=late", "cases_open"),
        ("view=ended", "cases_ended"),
        ("view=ended&state=withdrawn&state=closed", "cases_ended"),
    ],
)
def test_a_page_of_the_queue_comes_in_order_from_an_index(query: str, index: str, town: Any) -> None:
    """Whatever a town has, PostgreSQL may read one page and stop; it chooses so as soon as there are many."""
    chief = Client(SERVER_NAME="town.test")
    supervisor = make_staff("chief@town.test", group="Supervisors")
    chief.force_login(supervisor, backend="django.contrib.auth.backends.ModelBackend")
    make_case()
    with CaptureQueriesContext(connection) as asked:
        assert chief.get(f"/admin/cases/?{query}").status_code == 200
    page = next(one["sql"] for one in asked.captured_queries if "LIMIT 51" in one["sql"])
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {page}")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert f"using {index} " in plan
    assert "Unique" not in plan


def test_a_case_is_taken_asked_about_and_decided_on_one_page(
    desk: Client, department: Any, officer: Any
) -> None:
    case = make_case(make_service(department=department))
    address = f"/admin/cases/{case.pk}/"
    assert desk.post(f"{address}take/", {}).status_code == 302
    assert desk.post(f"{address}ask/", {"ask-text": "The deed, please."}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.assignee) == ("waiting_applicant", officer)
    actions.answer_from_applicant(case.pk, "Here.")
    case.refresh_from_db()
    decision = {"decide-outcome": "granted", "seen": case.head}
    assert desk.post(f"{address}decide/", decision).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("decided", "granted")


def test_a_refusal_without_reasons_stays_on_the_page_with_what_was_typed(
    desk: Client, department: Any
) -> None:
    case = make_case(make_service(department=department))
    desk.post(f"/admin/cases/{case.pk}/take/", {})
    page = desk.post(f"/admin/cases/{case.pk}/decide/", {"decide-outcome": "refused"})
    assert page.status_code == 422
    assert "Write why. The applicant reads it" in page.content.decode()
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_whoever_is_second_is_told_what_happened(desk: Client, department: Any) -> None:
    case = make_case(make_service(department=department))
    colleague = make_staff("colleague@town.test", group="Officers", department=department)
    actions.take_case(case.pk, by=colleague)
    actions.decide(case.pk, "granted", by=colleague)
    page = desk.post(f"/admin/cases/{case.pk}/decide/", {"decide-outcome": "refused", "decide-text": "No."})
    assert page.status_code == 409
    case.refresh_from_db()
    assert case.outcome == "granted"


def test_a_case_of_another_department_is_answered_as_one_that_does_not_exist(desk: Client) -> None:
    case = make_case(make_service(department=make_department("green")))
    hidden, missing = (desk.get(f"/admin/cases/{number}/") for number in (case.pk, case.pk + 7))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    page = hidden.content.decode()
    assert "It belongs to another department, or there is no case at this address." in page
    assert 'href="/admin/cases/">Back to the queue' in page
    assert case.protocol not in page
    # Word for word the same, but for what is drawn anew with every page.
    said = [answer.content.decode().partition('class="desk"')[2] for answer in (hidden, missing)]
    assert said[0].partition("</section>")[0] == said[1].partition("</section>")[0] != ""
    assert not case.looks.exists()
    pressed = desk.post(f"/admin/cases/{case.pk}/take/", {}, headers={"HX-Request": "true"})
    assert (pressed.status_code, pressed["HX-Refresh"]) == (404, "true")
    for part in ("receipt/", "documents/1/", "documents/preview/granted/"):
        assert "belongs to another department" in desk.get(f"/admin/cases/{case.pk}/{part}").content.decode()


def test_editors_have_no_desk(client: Client) -> None:
    client.force_login(make_staff("e@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/cases/").status_code in (302, 403)


def test_each_look_is_written_down(desk: Client, department: Any, officer: Any) -> None:
    case = make_case(make_service(department=department))
    for _look in range(3):
        desk.get(f"/admin/cases/{case.pk}/")
    assert [(look.by, look.times) for look in Look.objects.filter(case=case)] == [(officer, 3)]


def test_script_in_an_answer_is_shown_as_text(desk: Client, department: Any) -> None:
    case = make_case(make_service(department=department), answers={NAME: "<script>alert(1)</script>"})
    page = desk.get(f"/admin/cases/{case.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_export(desk: Client, department: Any) -> None:
    make_case(make_service(department=department), answers={NAME: '=HYPERLINK("http://x")'})
    page = desk.get("/admin/cases/?view=free&export=csv")
    text = b"".join(page.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer has one
    assert "'=HYPERLINK" in text


def test_ticked_cases_are_handed_over_together(desk: Client, department: Any) -> None:
    colleague = make_staff("colleague@town.test", group="Officers", department=department)
    version = make_service(department=department)
    cases = [make_case(version) for _case in range(3)]
    desk.post("/admin/cases/hand-over/", {"case": [case.pk for case in cases], "officer": colleague.pk})
    assert Case.objects.filter(assignee=colleague).count() == 3


def test_handing_over_many_says_what_stood_against_it(desk: Client, department: Any, officer: Any) -> None:
    colleague = make_staff("colleague@town.test", group="Officers", department=department)
    case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=colleague)
    handed = {"officer": officer.pk}
    nothing = desk.post("/admin/cases/hand-over/", handed, follow=True).content.decode()
    assert "No case was ticked." in nothing
    ticked = {**handed, "case": [case.pk]}
    assert "it is a colleague’s" in desk.post("/admin/cases/hand-over/", ticked, follow=True).content.decode()
    chief = make_staff("chief@town.test", group="Supervisors", language="en")
    desk.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    reason = desk.post("/admin/cases/hand-over/", ticked, follow=True).content.decode()
    assert "so a reason is needed" in reason
    assert "it is a colleague’s" not in reason


def test_an_empty_view_leads_to_where_something_is(desk: Client, department: Any) -> None:
    make_case(make_service(department=department))
    page = desk.get("/admin/cases/").content.decode()
    assert '<a href="?view=free">Nobody has them 1</a>' in page
    assert "Nothing fits these filters." in desk.get("/admin/cases/?view=free&q=Nobody").content.decode()


def test_the_first_page_of_the_admin_tells_what_is_due_in_few_questions(
    desk: Client, department: Any, officer: Any, count_queries: Callable[[], Any]
) -> None:
    version = make_service(department=department)
    mine, late = make_case(version), make_case(version)
    actions.take_case(mine.pk, by=officer)
    Case.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    page = desk.get("/admin/").content.decode()
    assert mine.protocol in page
    assert late.protocol in page
    assert "2 days late" in page
    assert "/admin/cases/?view=late" in page
    with count_queries() as asked:
        CasesPanel().render_html(
            {"request": SimpleNamespace(user=get_user_model().objects.get(pk=officer.pk))}
        )
    assert len(asked) <= 9
    desk.force_login(make_staff("e@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert "desk-home" not in desk.get("/admin/").content.decode()


def test_the_board_names_departments_and_measures_both_bars_alike(
    desk: Client, department: Any, officer: Any
) -> None:
    first, second = (make_case(make_service(department=department)) for _case in range(2))
    actions.take_case(first.pk, by=officer)
    actions.decide(first.pk, "granted", by=officer)
    assert desk.get("/admin/cases/board/").status_code in (302, 403)
    chief = make_staff("chief@town.test", group="Supervisors", language="en")
    desk.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    page = desk.get("/admin/cases/board/").content.decode()
    assert '<th scope="row">Green</th>' in page
    assert "registry" not in page
    assert re.findall(r'<rect width="(\d+)"', page) == ["100", "50"]
    assert second.assignee_id is None
    assert '<th scope="row">nobody</th>' in page


def test_what_the_pages_of_the_desk_draw_is_in_the_admins_set(desk: Client) -> None:
    sprite = desk.get("/admin/sprite/").content.decode()
    wanted = {deed.icon for deed in DEEDS} | {"print", "download", "view", "sliders", "tasks"}
    assert {name for name in wanted if f'id="icon-{name}"' not in sprite} == set()


def test_files_of_a_request_are_for_those_who_may_see_the_case(department: Any, officer: Any) -> None:
    case = make_case(make_service(department=department))
    file, other = receive(purpose="form"), receive(purpose="form")
    claim(file.pk, purpose="form", by=ANNA, taker=f"submission:{case.submission_id}")
    file.refresh_from_db()
    stranger = make_staff("other@town.test", group="Officers", department=make_department("green"))
    assert may_read_form_file(officer, file)
    assert not may_read_form_file(stranger, file)
    assert not may_read_form_file(officer, other)
