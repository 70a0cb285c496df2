"""How a page stands in each language: in lists, in the editor and in the report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry, Workflow

from pages.upkeep.translations import standings_of
from tests.factories.accounts import make_staff
from tests.factories.pages import content, home
from tests.factories.services import both, question, service, step
from tests.pages.services.test_publishing import translated

pytestmark = pytest.mark.django_db

LANGUAGES = ["el", "en"]


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def states(page: Page) -> dict[str, str]:
    return {line.code: str(line.state) for line in standings_of(page, LANGUAGES)}


def published(page: Page, *, days_ago: float) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    Page.objects.filter(pk=page.pk).update(last_published_at=moment, first_published_at=moment)


def test_a_page_stands_in_each_language_as_its_life_goes_on() -> None:
    page = content("Σελίδα", parent=home("el"), slug="selida")
    published(page, days_ago=3)
    assert states(page) == {"el": "original", "en": "missing"}
    twin = page.copy_for_translation(english())
    assert states(page) == {"el": "original", "en": "draft"}
    twin.save_revision().publish()
    assert states(page) == {"el": "original", "en": "translated"}
    assert states(twin) == states(page)
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    assert states(page) == {"el": "original", "en": "out-of-date"}
    Page.objects.filter(pk=twin.pk).update(last_published_at=timezone.now() + timedelta(hours=2))
    assert states(page) == {"el": "original", "en": "translated"}


def test_a_change_of_what_the_languages_share_makes_no_translation_out_of_date() -> None:
    page = service("Bicycles", step("The bicycle", question("short_text", "Colour")), slug="bicycles")
    twin = translated(page)
    then = timezone.now() - timedelta(hours=2)
    PageLogEntry.objects.filter(page__in=[page.pk, twin.pk]).update(timestamp=then)
    Page.objects.filter(pk=page.pk).update(first_published_at=then, last_published_at=then)
    Page.objects.filter(pk=twin.pk).update(last_published_at=then)
    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    latest.form[0].value["title"] = both("Το δικό σας", "Yours")
    latest.save_revision().publish()
    assert states(page) == {"el": "translated", "en": "original"}
    latest = page.get_latest_revision_as_object()
    latest.who = "Everybody"
    latest.save_revision().publish()
    assert states(page) == {"el": "out-of-date", "en": "original"}


def test_an_alias_has_not_been_translated() -> None:
    page = content("Σελίδα", parent=home("el"), slug="selida")
    page.copy_for_translation(english(), alias=True)
    assert states(page) == {"el": "original", "en": "missing"}


def test_what_was_put_in_together_has_its_original_in_the_towns_first_language(client: Client) -> None:
    contact = Page.objects.get(slug="contact", locale=english())
    assert states(contact) == {"el": "original", "en": "translated"}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("editor@town.test", group="Editors"))
    client.cookies["django_language"] = "en"
    return client


def test_the_approval_is_named_in_the_editors_language(editor: Client) -> None:
    Workflow.objects.update(name="Έγκριση")
    page = content("Σελίδα", parent=home("el"), slug="selida")
    assert "Submit to Approval" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    Workflow.objects.update(name="Έγκριση του γραφείου")
    assert "Submit to Έγκριση του γραφείου" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_the_page_tree_says_how_each_page_stands_and_leads_there(editor: Client, count_queries: Any) -> None:
    parent = home("el")
    pages = [content(f"Σελίδα {number}", parent=parent, slug=f"s-{number}") for number in range(3)]
    twin = pages[0].copy_for_translation(english())
    text = editor.get(f"/admin/pages/{parent.pk}/").content.decode()
    assert "upkeep-mark--draft" in text
    assert f'href="/admin/translation/submit/page/{pages[1].pk}/"' in text
    assert f'href="/admin/pages/{twin.pk}/edit/"' in text
    with count_queries() as few:
        editor.get(f"/admin/pages/{parent.pk}/")
    for number in range(3, 9):
        content(f"Σελίδα {number}", parent=parent, slug=f"s-{number}")
    with count_queries() as many:
        editor.get(f"/admin/pages/{parent.pk}/")
    about_languages = [query for query in many.captured_queries if '"translation_key" IN' in query["sql"]]
    assert (
        len(about_languages)
        == len([q for q in few.captured_queries if '"translation_key" IN' in q["sql"]])
        == 1
    )


def test_the_editors_side_panel_says_it_too(editor: Client) -> None:
    page = content("Σελίδα", parent=home("el"), slug="selida")
    text = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "upkeep-mark--missing" in text
    assert f'href="/admin/translation/submit/page/{page.pk}/"' in text


def test_the_report_holds_the_tree_and_narrows_to_what_is_to_be_done(editor: Client) -> None:
    page = content("Σελίδα", parent=home("el"), slug="selida")
    content("Only English", slug="only")
    answer = editor.get("/admin/reports/translations/?state=unfinished")
    found = {row.title: row.in_words for row in answer.context["object_list"]}
    assert set(found) == {"Σελίδα", "Only English"}
    into = editor.get("/admin/reports/translations/?state=missing&into=en")
    assert [row.title for row in into.context["object_list"]] == ["Σελίδα"]
    everything = editor.get("/admin/reports/translations/")
    assert page.title in {row.title for row in everything.context["object_list"]}
    sheet = editor.get("/admin/reports/translations/?export=csv").getvalue().decode()  # type: ignore[attr-defined]  # a stream
    assert "Only English" in sheet
