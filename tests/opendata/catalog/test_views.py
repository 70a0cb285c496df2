"""The catalogue and the page of a dataset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.kit.folding import fold
from opendata.catalog.models import Dataset
from opendata.tables.actions import republish
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def shown(client: Client, **query: str) -> list[str]:
    return [entry["title"] for entry in client.get("/en/data/", {"fresh": "", **query}).context["entries"]]


def test_the_catalogue_lists_published_datasets(client: Client, forest: Register) -> None:
    assert "Trees of the test" in shown(client)
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert "Trees of the test" not in shown(client)


@pytest.mark.parametrize("typed", ["ΔΟΚΙΜΗΣ", "δοκιμής", "δέντρα ΔΟΚΙΜΉ"])
def test_words_are_folded(client: Client, forest: Register, typed: str) -> None:
    assert shown(client, q=typed) == ["Trees of the test"]


@pytest.mark.parametrize("typed", ["δέντρο", "δέντρων", "tree", "tests tree"])
def test_another_form_of_a_word_finds_it_too(client: Client, forest: Register, typed: str) -> None:
    assert "Trees of the test" in shown(client, q=typed)


def test_a_word_is_not_found_within_another(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(
        titles={"en": "Streets"}, descriptions={}, name="streets-of-test"
    )
    assert "Streets" in shown(client, q="streets test")
    assert "Streets" not in shown(client, q="trees")


def test_a_subject_filters(client: Client, forest: Register) -> None:
    assert "Trees of the test" not in shown(client, theme="ENVI")
    assert shown(client, theme="ENVI")


def test_an_unknown_subject_is_an_error_by_its_field(client: Client, forest: Register) -> None:
    response = client.get("/en/data/", {"theme": "NONSENSE"})
    assert response.status_code == 400
    assert response.context["form"].errors["theme"]
    assert response.context["entries"]


def test_no_fit_says_what_to_try(client: Client, forest: Register) -> None:
    assert b"No dataset fits" in client.get("/en/data/", {"q": "xyzzy"}).content


def test_the_page_of_a_dataset_says_everything_about_it(client: Client, forest: Register) -> None:
    text = client.get(f"/en/data/{forest.name}/?fresh").content.decode()
    for words in (
        "Trees of the test",
        "250",
        "today",
        "Creative Commons",
        "f=geojson",
        "f=csv",
        "geopandas",
        "QGIS",
        "Girth",
    ):
        assert words in text
    assert f"/api/v1/collections/{forest.name}" in text


def test_first_rows_and_spreads_are_those_of_the_data(client: Client, forest: Register) -> None:
    preview = client.get(f"/en/data/{forest.name}/?fresh").context["preview"]
    girth = next(column for column in preview.columns if column.name == "girth")
    assert sum(girth.counts) == 250
    assert girth.spread == "0 – 49 cm"
    planted = next(column for column in preview.columns if column.name == "planted")
    assert planted.spread == "2020"
    assert len(preview.rows) == 6


def test_a_new_revision_is_seen_at_once(client: Client, forest: Register) -> None:
    client.get(f"/en/data/{forest.name}/?fresh")
    forest.put_points(5, first=9001)
    republish(forest.name, by=None)
    assert client.get(f"/en/data/{forest.name}/?fresh").context["preview"].row_count == 255


def test_a_dataset_without_rows_is_described(client: Client, trees: Register) -> None:
    response = client.get(f"/en/data/{trees.name}/")
    assert response.status_code == 200
    assert response.context["preview"].row_count == 0


@pytest.mark.parametrize("address", ["/en/data/nothing-like-it/", "/el/data/trees'--/"])
def test_an_unknown_dataset_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_dataset_that_is_not_open_is_not_found(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert client.get(f"/en/data/{forest.name}/?fresh").status_code == 404


def test_pages_of_the_catalogue_serve_everybody_alike(client: Client, forest: Register) -> None:
    for address in ("/en/data/?fresh", f"/el/data/{forest.name}/?fresh"):
        response = client.get(address)
        assert not response.cookies
        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        assert b"csrfmiddlewaretoken" not in response.content


def test_a_second_visit_asks_little(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    for address, most in (("/en/data/?fresh", 8), (f"/en/data/{forest.name}/?fresh", 14)):
        client.get(address)
        with count_queries() as queries:
            client.get(address)
        assert len(queries) <= most, [query["sql"][:100] for query in queries]


def test_the_second_municipality_has_its_own_catalogue(other_client: Client, forest: Register) -> None:
    assert other_client.get(f"/en/data/{forest.name}/?fresh").status_code == 404
    assert b"Trees of the test" not in other_client.get("/en/data/").content


def test_an_administrator_edits_the_words_of_a_dataset(
    admin_client: Client, client: Client, forest: Register
) -> None:
    dataset = Dataset.objects.get(name=forest.name)
    address = reverse("datasets:edit", args=[dataset.pk])
    assert admin_client.get(address).status_code == 200
    answer = admin_client.post(
        address,
        {
            "titles_el": "Δέντρα",
            "titles_en": "Edited trees",
            "descriptions_el": "",
            "descriptions_en": "",
            "keywords_el": "δέντρα, πράσινο,, δέντρα",
            "keywords_en": "trees",
            "licence": dataset.licence_id,
            "access_rights": "PUBLIC",
            "languages": ["ELL", "ENG"],
            "high_value": ["c_ac64a52d"],
            "covers_from": "2020-01-01",
            "update_frequency": "DAILY",
            "published": "on",
        },
    )
    assert answer.status_code == 302
    dataset.refresh_from_db()
    assert dataset.keywords == {"el": ["δέντρα", "πράσινο"], "en": ["trees"]}
    assert (dataset.languages, dataset.high_value) == (["ELL", "ENG"], ["c_ac64a52d"])
    assert b"Edited trees" in client.get(f"/en/data/{forest.name}/?fresh").content


def test_datasets_are_not_made_by_hand(admin_client: Client) -> None:
    assert admin_client.get(reverse("datasets:add")).status_code == 302


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_catalogue_is_in_the_order_of_its_titles_in_each_language(
    client: Client, forest: Register, language: str
) -> None:
    titles = [entry["title"] for entry in client.get(f"/{language}/data/").context["entries"]]
    assert len(titles) > 2
    assert titles == sorted(titles, key=fold)


def test_the_admins_list_shows_a_tick_and_no_program_word(admin_client: Client, forest: Register) -> None:
    page = admin_client.get("/admin/datasets/").content.decode()
    assert "True" not in page.partition("<table")[2].partition("</table>")[0].replace('="True"', "")
    assert "icon-check" in page or "#icon-tick" in page or "icon-success" in page


@pytest.mark.parametrize("asked", ["Δεντρα δοκ", "TREES of", "test-tr"])
def test_the_admins_list_is_searched_without_accents(
    admin_client: Client, forest: Register, asked: str
) -> None:
    found = admin_client.get("/admin/datasets/", {"q": asked}).context["object_list"]
    assert [dataset.name for dataset in found] == [forest.name]
    assert not admin_client.get("/admin/datasets/", {"q": f"{asked} nowhere"}).context["object_list"]
