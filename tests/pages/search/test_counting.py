"""What is asked for is counted by its words, and rare words are forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pages.search.actions import forget_asked_words, this_month
from pages.search.models import AskedWords
from tests.factories.pages import content

pytestmark = pytest.mark.django_db


def asked() -> dict[str, tuple[int, int]]:
    return {row.words: (row.times, row.without_result) for row in AskedWords.objects.all()}


def test_the_same_words_are_one_line_however_they_are_typed(client: Client) -> None:
    content("Lighthouse", slug="lighthouse")
    for typed in ("Lighthouse", "the  LIGHTHOUSE!", "unheard"):
        client.get("/en/search/", {"q": typed})
    assert asked() == {"lighthouse": (2, 0), "unheard": (1, 1)}


def test_suggestions_further_pages_and_a_look_at_the_head_are_not_counted(client: Client) -> None:
    client.get("/en/search/suggest/", {"q": "lighthouse"})
    client.get("/en/search/", {"q": "lighthouse", "kind": "pages"})
    client.head("/en/search/", {"q": "lighthouse"})
    client.get("/en/search/")
    assert asked() == {}


@pytest.mark.parametrize("typed", ["somebody@town.test", "ΑΦΜ 094014201", "ΑΜΚΑ 01018012345", "6971234567"])
def test_what_may_tell_of_a_person_is_never_written_down(client: Client, typed: str) -> None:
    client.get("/el/search/", {"q": typed})
    assert asked() == {}


def test_rare_words_of_months_that_are_over_are_dropped_and_old_ones_all(client: Client) -> None:
    last = (this_month() - timedelta(days=1)).replace(day=1)
    ages_ago = date(timezone.localdate().year - 2, 1, 1)
    for words, month, times in [
        ("rare", last, 4),
        ("often", last, 5),
        ("new", this_month(), 1),
        ("old", ages_ago, 99),
    ]:
        AskedWords.objects.create(month=month, language="en", words=words, times=times)
    assert forget_asked_words() == 2
    assert set(asked()) == {"often", "new"}


def test_a_flood_of_different_words_fills_no_table(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.search.actions.MOST_COUNTED_A_MONTH", 2)
    for typed in ("aaaa", "bbbb", "cccc", "aaaa"):
        client.get("/en/search/", {"q": typed})
    assert asked() == {"aaaa": (2, 2), "bbbb": (1, 1)}
