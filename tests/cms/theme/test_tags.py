from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from cms.theme.templatetags.theme import figure, page_numbers


def draw(source: str, **context: Any) -> str:
    return str(engines["django"].from_string("{% load theme %}" + source).render(context))


def replaced(query: dict[str, Any], source: str) -> dict[str, list[str]]:
    request = RequestFactory().get("/", query)
    html = engines["django"].from_string("{% load theme %}" + source).render({}, request)
    return parse_qs(html.removeprefix("?").replace("&amp;", "&"), keep_blank_values=True)


def test_replacing_a_parameter_keeps_the_others_in_greek_too() -> None:
    query = {"q": "ελιά & πεύκο", "district": ["Λιμάνι", "Κέντρο"], "page": "3"}

    assert replaced(query, "{% query_replace page=4 %}") == {
        "q": ["ελιά & πεύκο"],
        "district": ["Λιμάνι", "Κέντρο"],
        "page": ["4"],
    }


def test_replacing_by_nothing_drops_the_parameter() -> None:
    assert replaced({"q": "a", "page": "3"}, "{% query_replace page=None %}") == {"q": ["a"]}


def test_what_was_asked_cannot_break_out_of_the_link() -> None:
    request = RequestFactory().get("/", {"q": '"><script>alert(1)</script>'})
    source = '{% load theme %}<a href="{% query_replace page=2 %}">'

    html = engines["django"].from_string(source).render({}, request)

    assert "<script>" not in html
    assert html.count('"') == 2


def test_one_of_several_values_is_taken_away_and_the_page_with_it() -> None:
    query = {"district": ["Λιμάνι", "Κέντρο"], "page": "3"}

    assert replaced(query, '{% query_without "district" "Λιμάνι" %}') == {"district": ["Κέντρο"]}


def test_an_icon_is_silent_and_comes_from_the_sprite() -> None:
    html = draw('{% icon "map-pin" %}')

    assert 'aria-hidden="true"' in html
    assert "theme/icons" in html
    assert '#map-pin"' in html


def test_the_name_of_an_icon_cannot_carry_markup() -> None:
    assert "<script" not in draw("{% icon name %}", name='"><script>')


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("el", 20412, "20.412"),
        ("en", 20412, "20,412"),
        ("el", "20412", "20.412"),
        ("en", 0, "0"),
        ("en", None, ""),
        ("en", "about ten", "about ten"),
        ("el", 3.5, "3,5"),
    ],
)
def test_a_figure_has_the_marks_of_the_language(language: str, value: Any, expected: str) -> None:
    with translation.override(language):
        assert figure(value) == expected


def test_a_long_pager_leaves_the_middle_out() -> None:
    page = Paginator(range(2000), 10).page(100)

    assert list(page_numbers(page)) == [1, None, 99, 100, 101, None, 200]


def test_the_pager_keeps_what_was_asked() -> None:
    request = RequestFactory().get("/", {"q": "ελιά", "page": "2"})
    page = Paginator(range(100), 10).page(2)

    html = (
        engines["django"]
        .from_string('{% include "theme/components/pager.html" %}')
        .render({"page_obj": page}, request)
    )

    assert "?q=%CE%B5%CE%BB%CE%B9%CE%AC&amp;page=3" in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(5), 10).page(1)
    request = RequestFactory().get("/")

    html = (
        engines["django"]
        .from_string('{% include "theme/components/pager.html" %}')
        .render({"page_obj": page}, request)
    )

    assert html.strip() == ""
