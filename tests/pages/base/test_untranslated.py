"""A visitor who switches the language on a page that is not translated: never half and half, never lost."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from tests.factories.pages import content, home, section

pytestmark = pytest.mark.django_db

NOTICE = "That page is not yet translated"


def links(client: Client, address: str) -> dict[str, dict[str, object]]:
    return {link["code"]: link for link in client.get(address, {"fresh": "1"}).context["language_links"]}


def test_the_switch_leads_to_the_nearest_page_that_says_so_and_back(client: Client) -> None:
    parent = section("Τμήμα", parent=home("el"), slug="tmima")
    twin = parent.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.title = "Department"
    twin.save_revision().publish()
    page = content("Μόνο ελληνικά", parent=parent, slug="mono")
    link = links(client, page.url)["en"]
    assert link["url"] == f"{twin.url}?untranslated={page.pk}"
    text = client.get(link["url"]).content.decode()
    assert NOTICE in text
    assert f'href="{page.url}"' in text
    assert "Μόνο ελληνικά" in text
    assert NOTICE not in client.get(twin.url).content.decode()


def test_search_engines_are_told_of_real_translations_only(client: Client) -> None:
    page = content("Μόνο ελληνικά", parent=home("el"), slug="mono")
    text = client.get(page.url).content.decode()
    assert 'rel="alternate"' not in text
    contact = client.get("/el/contact/").content.decode()
    assert 'rel="alternate" hreflang="en" href="http://town.test/en/contact/"' in contact


def test_a_draft_of_the_translation_is_no_translation(client: Client) -> None:
    page = content("Μόνο ελληνικά", parent=home("el"), slug="mono")
    draft = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert not draft.live
    assert links(client, page.url)["en"]["url"] == f"/en/?untranslated={page.pk}"
    draft.save_revision().publish()
    assert links(client, page.url)["en"]["url"] == Page.objects.get(pk=draft.pk).url


def test_a_copy_that_still_holds_the_other_languages_words_is_no_translation(client: Client) -> None:
    page = content("Μόνο ελληνικά", parent=home("el"), slug="mono")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert links(client, page.url)["en"]["nearest"] is True


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "9" * 30, "1'", "<script>"])
def test_a_made_up_number_says_nothing(client: Client, number: str) -> None:
    text = client.get("/en/", {"untranslated": number}).content.decode()
    assert NOTICE not in text
    assert "<script>" not in text


def test_a_page_that_is_private_or_a_draft_or_in_the_same_language_is_not_told_of(client: Client) -> None:
    private = content("Κρυφή", parent=home("el"), slug="kryfi")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = content("Πρόχειρη", parent=home("el"), slug="proxeiri")
    draft.unpublish()
    same = content("English", slug="english")
    for page in (private, draft, same):
        assert NOTICE not in client.get("/en/", {"untranslated": page.pk}).content.decode()


def test_the_notice_is_in_the_language_of_the_page(client: Client) -> None:
    page = content("Only English", slug="only")
    text = client.get(f"/el/?untranslated={page.pk}").content.decode()
    assert "Η σελίδα αυτή δεν έχει μεταφραστεί ακόμη" in text
    assert '<span lang="en">Only English</span>' in text
