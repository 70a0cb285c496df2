"""The list's filters and template, and the page of a tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client

from maps.trees import actions
from maps.trees.filters import TreeFilter
from maps.trees.models import Tree
from tests.factories.places import make_places
from tests.factories.trees import make_site, make_species, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def grove(town_of_the_file: Any) -> dict[str, Tree]:
    """Four trees that differ in everything one can filter by, and a felled one."""
    make_places()
    olive = make_species("Olea europaea", name_el="Ελιά", name_en="Olive")
    pine = make_species("Pinus pinea", name_el="Κουκουναριά", name_en="Stone pine")
    trees = {
        "old": make_tree(
            make_site(25.05, address="Ηρώων 1"), species=olive, planted_on=date(1950, 5, 1), protected=True
        ),
        "new": make_tree(make_site(25.06, address="Ηρώων 2"), species=olive, planted_on=date(2020, 5, 1)),
        "tall": make_tree(
            make_site(25.15, address="Νέα 3"), species=pine, height_m=Decimal(21), condition="good"
        ),
        "given": make_tree(make_site(25.16, address="Νέα 4"), species_as_given="Ιτιά"),
        "felled": make_tree(make_site(25.07), species=olive),
    }
    actions.fell_tree(trees["felled"], on=date(2021, 1, 1), reason="storm", by=None)
    return trees


def found(grove: dict[str, Tree], query: str) -> list[str]:
    names = {tree.pk: name for name, tree in grove.items()}
    return [names[tree.pk] for tree in TreeFilter(QueryDict(query), queryset=Tree.objects.listed()).qs]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["old", "new", "tall", "given"]),
        ("q=ΕΛΙΑ", ["old", "new"]),
        ("q=ηρωων", ["old", "new"]),
        ("q=ελια+ηρωων+2", ["new"]),
        ("q=ιτια", ["given"]),
        ("protected=true", ["old"]),
        ("protected=false", ["new", "tall", "given"]),
        ("district=east", ["tall", "given"]),
        ("condition=good", ["tall"]),
        ("planted_after=2000-01-01", ["new"]),
        ("planted_before=2000-01-01", ["old"]),
        ("sort=tallest", ["tall", "old", "new", "given"]),
        ("sort=newest", ["new", "old", "tall", "given"]),
    ],
)
def test_the_list_is_narrowed_down(grove: dict[str, Tree], query: str, names: list[str]) -> None:
    assert found(grove, query) == names


def test_the_list_is_narrowed_to_a_species(grove: dict[str, Tree]) -> None:
    assert found(grove, f"species={grove['tall'].species_id}") == ["tall"]


@pytest.mark.parametrize(
    "query",
    [
        "species=none",
        "species=99999",
        "district=nowhere",
        "condition=fine",
        "protected=maybe",
        "planted_after=soon",
        "sort=up",
    ],
)
def test_a_filter_with_nonsense_says_so(grove: dict[str, Tree], query: str) -> None:
    assert not TreeFilter(QueryDict(query), queryset=Tree.objects.listed()).is_valid()


def test_a_page_of_the_list_asks_two_questions_however_long_it_is(
    grove: dict[str, Tree], count_queries: Callable[[], Any]
) -> None:
    with count_queries() as queries:
        page = Paginator(TreeFilter(QueryDict(""), queryset=Tree.objects.listed()).qs, 30).get_page(1)
        text = render_to_string("trees/list.html", {"page_obj": page})
    assert len(queries) == 2
    assert "Ηρώων 1" in text
    assert f"/maps/trees/{grove['old'].pk}/" in text


def test_a_tree_has_a_page_in_each_language(client: Client, grove: dict[str, Tree]) -> None:
    for language, name in (("el", "Ελιά"), ("en", "Olive")):
        page = client.get(f"/{language}/maps/trees/{grove['old'].pk}/")
        assert page.status_code == 200
        assert f"<h1>{name}</h1>" in page.content.decode()


def test_a_felled_tree_keeps_its_page_which_says_so(client: Client, grove: dict[str, Tree]) -> None:
    successor = actions.replant_tree(grove["felled"], by=None, species=grove["tall"].species)
    page = client.get(f"/en/maps/trees/{grove['felled'].pk}/").content.decode()
    assert "This tree no longer stands" in page
    assert f'href="/en/maps/trees/{successor.pk}/"' in page
    assert "This tree as open data" not in page


def test_the_page_of_a_tree_asks_few_questions(
    client: Client, grove: dict[str, Tree], count_queries: Callable[[], Any]
) -> None:
    address = f"/en/maps/trees/{grove['old'].pk}/"
    client.get(address)
    with count_queries() as queries:
        client.get(address)
    assert len(queries) <= 12


def test_an_estimate_is_called_one(client: Client) -> None:
    tree = make_tree(girth_cm=Decimal("75.8"), girth_precision="estimated", diameter_class="07-12 in")
    page = client.get(f"/en/maps/trees/{tree.pk}/").content.decode()
    assert "about 76 cm" in page
    assert "07-12 in" in page


def test_no_such_tree_is_not_found(client: Client) -> None:
    assert client.get("/en/maps/trees/404404/").status_code == 404


def test_a_tree_of_one_town_is_not_in_another(other_client: Client) -> None:
    assert other_client.get(f"/en/maps/trees/{make_tree().pk}/").status_code == 404


def test_each_cell_of_the_list_names_its_column_for_a_phone(grove: dict[str, Tree]) -> None:
    page = Paginator(TreeFilter(QueryDict(""), queryset=Tree.objects.listed()).qs, 30).get_page(1)
    text = render_to_string("trees/list.html", {"page_obj": page})
    heads = re.findall(r'role="columnheader">([^<]+)<', text)
    rows = text.split('<tr role="row">')[2:]
    assert len(rows) == len(page)
    for row in rows:
        assert re.findall(r'data-label="([^"]+)"', row) == heads[1:]
        assert row.count('role="cell"') == len(heads) - 1


def test_an_address_in_english_stands_on_english_pages(client: Client) -> None:
    tree = make_tree(make_site(address="Πάρκο Ποταμιάς", english_address="Potamia Park"))
    assert "Potamia Park" in client.get(f"/en/maps/trees/{tree.pk}/").content.decode()
    greek = client.get(f"/el/maps/trees/{tree.pk}/").content.decode()
    assert "Πάρκο Ποταμιάς" in greek
    assert "Potamia Park" not in greek


def test_an_address_without_english_stands_as_written(client: Client) -> None:
    tree = make_tree(make_site(address="Πάρκο Ποταμιάς"))
    assert "Πάρκο Ποταμιάς" in client.get(f"/en/maps/trees/{tree.pk}/").content.decode()


@pytest.mark.parametrize(("language", "day"), [("en", "27 January 1994"), ("el", "27 Ιανουαρίου 1994")])
def test_days_are_written_in_words(client: Client, language: str, day: str) -> None:
    tree = make_tree(planted_on=date(1994, 1, 27))
    assert day in client.get(f"/{language}/maps/trees/{tree.pk}/").content.decode()


@pytest.mark.parametrize(
    ("text", "expected"), [("ηρω", ["old", "new"]), ("ρωων", []), ("potam", ["english"]), ("otam", [])]
)
def test_the_lists_text_begins_a_word_of_either_language(
    grove: dict[str, Tree], text: str, expected: list[str]
) -> None:
    park = make_tree(make_site(address="Πάρκο", english_address="Potamia Park"))
    assert found({**grove, "english": park}, f"q={text}") == expected
