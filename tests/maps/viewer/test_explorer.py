"""The explorer's pages."""

from __future__ import annotations

import math
import re
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from maps.trees.models import Tree
from tests.factories.trees import make_tree
from tests.factories.viewer import LATITUDE, LONGITUDE


@pytest.mark.django_db
def test_the_explorer_lists_each_register_with_its_number(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/").content.decode()
    assert "5 trees" in page
    assert 'href="/en/maps/trees/"' in page
    assert 'src="/maps/picture/trees.svg?lang=en"' in page


@pytest.mark.django_db
def test_a_register_shows_its_figures(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/trees/").content.decode()
    figures = re.findall(r'figure__value">([\d,]+)<', page)
    assert figures == ["5", "2", "1", "1"]


@pytest.mark.django_db
def test_an_unknown_register_is_not_found(client: Client, grove: Any) -> None:
    assert client.get("/en/maps/unicorns/").status_code == 404


@pytest.mark.django_db
def test_a_register_without_rows_says_so_in_the_same_words(other_client: Client, other_town: Any) -> None:
    response = other_client.get("/en/maps/trees/")
    assert response.status_code == 200
    assert "0 trees" in response.content.decode()


@pytest.mark.django_db
def test_the_page_frames_the_map_in_its_own_language(client: Client, grove: Any) -> None:
    page = client.get("/el/maps/trees/").content.decode()
    assert re.search(r'<iframe src="/maps/embed/trees/\?lang=el[^"]*" title="[^"]+"', page)


@pytest.mark.django_db
def test_the_code_to_copy_is_a_whole_address(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/trees/").content.decode()
    assert "&lt;iframe src=&quot;http://town.test/maps/embed/trees/?lang=en" in page


@pytest.mark.django_db
def test_the_page_costs_few_queries(client: Client, grove: Any, count_queries: Any) -> None:
    client.get("/en/maps/trees/?view=map")
    with count_queries() as queries:
        client.get("/en/maps/trees/?view=map")
    assert len(queries) <= 14


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["q=νεραντζια", "q=ORANGE", "condition=poor", "protected=true", "district=old-town", "q=nothing+of+it"],
)
def test_list_map_and_sentence_agree_on_a_filter(client: Client, grove: Any, query: str) -> None:
    page = client.get(f"/en/maps/trees/?view=list&{query}").content.decode()
    listed = {int(pk) for pk in re.findall(r'href="/en/maps/trees/(\d+)/"', page)}
    told = client.get(f"/maps/embed/trees/summary/?lang=en&{query}").json()
    assert told["total"] == len(listed)
    drawn: set[int] = set()
    tile = client.get(f"/maps/embed/trees/tiles/{tile_of(14)}?{query}")
    if tile.status_code == 200:
        layers = mapbox_vector_tile.decode(tile.content)
        drawn = {feature["id"] for feature in layers["trees"]["features"]}
    assert drawn == listed


def tile_of(zoom: int) -> str:
    """Row and column of the tile with the trees."""
    column = int((LONGITUDE + 180) / 360 * 2**zoom)
    row = int((1 - math.asinh(math.tan(math.radians(LATITUDE))) / math.pi) / 2 * 2**zoom)
    return f"{zoom}/{row}/{column}"


@pytest.mark.django_db
def test_the_filter_goes_into_the_frame_and_the_list_link(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/trees/?condition=poor&sort=tallest&page=1&view=").content.decode()
    assert '<iframe src="/maps/embed/trees/?lang=en&amp;condition=poor"' in page
    embed = client.get("/maps/embed/trees/?lang=en&condition=poor").content.decode()
    assert 'href="/en/maps/trees/?view=list&amp;condition=poor"' in embed


@pytest.mark.django_db
def test_a_filtered_map_draws_filtered_tiles(client: Client, grove: Any) -> None:
    embed = client.get("/maps/embed/trees/?lang=en&condition=poor").content.decode()
    script = client.get(re.search(r'src="(/maps/embed/trees/map\.js[^"]*)"', embed)[1].replace("&amp;", "&"))
    text = script.content.decode()
    assert "/maps/embed/trees/tiles/{z}/{y}/{x}?revision=" in text
    assert "condition=poor" in text
    assert "/api/v1/collections/trees/tiles" not in text


@pytest.mark.django_db
def test_a_bad_filter_is_told_by_its_field_and_draws_no_map_of_something_else(
    client: Client, grove: Any
) -> None:
    response = client.get("/en/maps/trees/?planted_after=yesterday")
    assert response.status_code == 400
    assert "govuk-error-message" in response.content.decode()
    embed = client.get("/maps/embed/trees/?planted_after=yesterday&lang=en")
    assert embed.status_code == 400
    assert "<code>planted_after</code>" in embed.content.decode()


@pytest.mark.django_db
def test_a_filter_that_nothing_fits_says_what_to_do(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/trees/?q=baobab").content.decode()
    assert "Nothing fits this filter" in page
    assert "Clear all" in page


@pytest.mark.django_db
def test_the_list_costs_the_same_for_every_number_of_trees(
    client: Client, grove: Any, count_queries: Any
) -> None:
    client.get("/en/maps/trees/?view=list&q=e")
    with count_queries() as queries:
        client.get("/en/maps/trees/?view=list&q=e")
    assert len(queries) <= 14


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["14/99999999/1", "99/1/1"])
def test_a_tile_outside_the_world_is_refused(client: Client, grove: Any, place: str) -> None:
    assert client.get(f"/maps/embed/trees/tiles/{place}?condition=poor").status_code == 400


@pytest.mark.django_db
def test_the_page_of_a_tree_shows_its_map(client: Client, grove: Any) -> None:
    tree = Tree.objects.order_by("pk").first()
    assert tree is not None
    page = client.get(f"/en/maps/trees/{tree.pk}/").content.decode()
    assert f"/maps/embed/trees/?lang=en&amp;item={tree.pk}" in page


@pytest.mark.django_db
def test_the_page_looks_where_its_address_says(client: Client, grove: Any) -> None:
    page = client.get("/en/maps/trees/?lat=36.614&lon=22.795&zoom=17&condition=poor").content.decode()
    where = "lat=36.614&amp;lon=22.795&amp;zoom=17"
    assert f'<iframe src="/maps/embed/trees/?lang=en&amp;{where}&amp;condition=poor"' in page
    assert 'href="?condition=poor&amp;lat=36.614&amp;lon=22.795&amp;zoom=17&amp;view=map"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "lat=999&lon=22",
        "lat=36.6",
        "lon=22.8",
        "lat=nan&lon=inf",
        "zoom=99",
        "zoom=x",
        "lat=%00&lon=1",
        "zoom=",
    ],
)
def test_a_place_that_makes_no_sense_is_left_out(client: Client, grove: Any, query: str) -> None:
    response = client.get(f"/en/maps/trees/?{query}")
    assert response.status_code == 200
    assert '<iframe src="/maps/embed/trees/?lang=en" ' in response.content.decode()


@pytest.mark.django_db
def test_the_page_of_a_tree_has_a_drawing_for_paper_and_for_no_scripts(client: Client, grove: Any) -> None:
    tree = Tree.objects.order_by("pk").first()
    assert tree is not None
    page = client.get(f"/en/maps/trees/{tree.pk}/").content.decode()
    still = re.search(r'<img class="mapframe__still" src="([^"]+)" alt="([^"]+)"', page)
    assert still is not None
    assert still[1] == f"/maps/locator/trees/{tree.pk}.svg?lang=en"
    assert client.get(still[1]).status_code == 200
    assert "style=" not in page


@pytest.mark.django_db
def test_a_filter_that_nothing_fits_says_so_in_the_sentence(client: Client) -> None:
    make_tree()
    answer = client.get("/en/maps/trees/?planted_after=2030-01-01").content.decode()
    assert "Nothing fits this filter. Try with fewer conditions." in answer
    assert "fit the filter." not in answer
