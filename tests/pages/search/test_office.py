"""Synonyms, recommended results and reports in the back office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.audit.models import Deed
from pages.search.actions import this_month
from pages.search.models import AskedWords, PromotedResult, SynonymGroup
from tests.factories.accounts import make_staff
from tests.factories.pages import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(client: Client) -> Client:
    client.force_login(make_staff("chief@town.test", group="Approvers"))
    return client


def ask(words: str, times: int, nothing: int = 0, language: str = "en") -> None:
    AskedWords.objects.create(
        month=this_month(), language=language, words=words, times=times, without_result=nothing
    )


def test_synonyms_are_made_changed_and_deleted_with_a_line_in_the_log(approver: Client) -> None:
    approver.post("/admin/search_synonyms/new/", {"language": "en", "words": "bin\ncontainer"})
    row = SynonymGroup.objects.get()
    approver.post(f"/admin/search_synonyms/edit/{row.pk}/", {"language": "en", "words": "bin\nbox"})
    row.refresh_from_db()
    assert row.words.split() == ["bin", "box"]
    approver.post(f"/admin/search_synonyms/delete/{row.pk}/")
    assert not SynonymGroup.objects.exists()
    verbs = Deed.objects.filter(subject_type="pages_search.synonymgroup").order_by("pk")
    assert [deed.verb for deed in verbs] == ["created", "changed", "deleted"]


def test_a_recommendation_that_leads_nowhere_is_told_so_by_the_field(approver: Client) -> None:
    facts = {
        "language": "en",
        "words": "bins",
        "page": "",
        "address": "javascript:x",
        "title": "",
        "text": "",
    }
    answer = approver.post("/admin/search_recommended/new/", facts)
    assert set(answer.context["form"].errors) == {"address", "title"}
    approver.post("/admin/search_recommended/new/", {**facts, "page": home("en").pk, "address": ""})
    assert (
        PromotedResult.objects.get().url == "/el/" or PromotedResult.objects.get().page == home("en").page_ptr
    )


def test_the_reports_show_sums_and_leave_rare_words_out(approver: Client) -> None:
    ask("parking", 40, 0)
    ask("crematorium", 9, 9)
    ask("maria somebody", 4, 4)
    asked = [line["words"] for line in approver.get("/admin/reports/asked/").context["object_list"]]
    assert asked == ["parking", "crematorium"]
    lines = approver.get("/admin/reports/not-found/").context["object_list"]
    assert [(line["words"], line["asked"], line["nothing"]) for line in lines] == [("crematorium", 9, 9)]
    sheet = approver.get("/admin/reports/not-found/?export=csv").getvalue().decode()  # type: ignore[attr-defined]  # a stream
    assert "crematorium" in sheet
    assert "maria" not in sheet
    filtered = approver.get("/admin/reports/asked/results/?language=el")
    assert filtered.status_code == 200
    assert list(filtered.context["object_list"]) == []


def test_a_line_of_the_report_leads_to_a_form_that_is_filled_in(approver: Client) -> None:
    ask("<crematorium>", 9, 9)
    text = approver.get("/admin/reports/not-found/").content.decode()
    assert "/admin/search_synonyms/new/?words=%3Ccrematorium%3E&amp;language=en" in text
    form = approver.get("/admin/search_synonyms/new/?words=%3Ccrematorium%3E&language=en").content.decode()
    assert "&lt;crematorium&gt;" in form
    assert '<option value="en" selected>' in form


@pytest.mark.parametrize(
    ("group", "reports", "steering"),
    [
        ("Editors", 200, 302),
        ("Approvers", 200, 200),
        ("Administrators", 200, 200),
        ("Officers", 302, 302),
        ("Data stewards", 302, 302),
    ],
)
def test_who_may_see_and_steer_the_search(
    client: Client, group: str, reports: int, steering: int, town: Any
) -> None:
    client.force_login(make_staff("somebody@town.test", group=group))
    for address in ("/admin/reports/asked/", "/admin/reports/not-found/"):
        assert client.get(address).status_code == reports
    for address in ("/admin/search_synonyms/", "/admin/search_recommended/new/"):
        assert client.get(address).status_code == steering
