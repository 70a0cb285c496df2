"""The map as a document of its own, and its script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from cms.municipalities.actions import change_settings
from maps.trees.models import Tree
from opendata.catalog.models import Dataset
from opendata.tables.models import Collection

EMBED = "/maps/embed/trees/?lang=en"
FOREIGN = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)


def script_address(page: str) -> str:
    found = re.search(r'src="(/maps/embed/trees/map\.js[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def script_of(client: Client, address: str = EMBED) -> str:
    page = client.get(address).content.decode()
    return client.get(script_address(page)).content.decode()


@pytest.mark.django_db
def test_the_document_names_no_other_host(client: Client, grove: Any) -> None:
    page = client.get(EMBED).content.decode()
    assert FOREIGN.findall(page) == []
    assert FOREIGN.findall(script_of(client)) == []


@pytest.mark.django_db
def test_the_document_has_no_script_and_no_style_of_its_own(client: Client, grove: Any) -> None:
    page = client.get(EMBED).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "<style" not in page
    assert " style=" not in page


@pytest.mark.django_db
def test_the_document_may_be_zoomed(client: Client, grove: Any) -> None:
    page = client.get(EMBED).content.decode()
    assert 'content="width=device-width, initial-scale=1"' in page
    assert "user-scalable" not in page


@pytest.mark.django_db
def test_any_site_may_frame_the_document_but_not_other_pages(client: Client, grove: Any) -> None:
    response = client.get(EMBED)
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    page = client.get("/en/maps/trees/")
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.django_db
def test_the_script_draws_the_tiles_of_the_current_revision(client: Client, grove: Any) -> None:
    revision = Collection.objects.get(dataset__name="trees").revision
    assert (
        f"/api/v1/collections/trees/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?revision={revision}"
        in script_of(client)
    )


@pytest.mark.django_db
def test_the_ground_is_the_towns_own_data_in_one_tile(client: Client, grove: Any) -> None:
    assert "/api/v1/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=land-areas,streets" in script_of(client)


@pytest.mark.django_db
def test_the_script_is_the_same_twice_and_kept_for_a_year(client: Client, grove: Any) -> None:
    first, second = client.get(EMBED).content.decode(), client.get(EMBED).content.decode()
    assert script_address(first) == script_address(second)
    response = client.get(script_address(first))
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/javascript")


@pytest.mark.django_db
def test_a_script_with_an_old_stamp_is_not_kept(client: Client, grove: Any) -> None:
    assert "immutable" not in client.get("/maps/embed/trees/map.js?lang=en&v=old")["Cache-Control"]


@pytest.mark.django_db
def test_a_change_of_the_trees_changes_the_address_of_the_script(client: Client, grove: Any) -> None:
    before = script_address(client.get(EMBED).content.decode())
    Collection.objects.filter(dataset__name="trees").update(revision=99)
    assert script_address(client.get(EMBED).content.decode()) != before


@pytest.mark.django_db
def test_the_map_opens_at_the_chosen_tree(client: Client, grove: Any) -> None:
    tree = Tree.objects.order_by("pk").last()
    assert tree is not None
    script = script_of(client, f"{EMBED}&item={tree.pk}")
    assert f"center: [{round(tree.site.position.y, 6)}, {round(tree.site.position.x, 6)}]" in script
    assert f'"id":{tree.pk}' in script


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("lat=99&lon=10", "lat"),
        ("zoom=two", "zoom"),
        ("lang=xx", "lang"),
        ("colour=red", "colour"),
        ("item=-1", "item"),
    ],
)
def test_a_bad_parameter_is_named(client: Client, grove: Any, query: str, parameter: str) -> None:
    response = client.get(f"/maps/embed/trees/?{query}")
    assert response.status_code == 400
    assert f"<code>{parameter}</code>" in response.content.decode()
    assert client.get(f"/maps/embed/trees/map.js?{query}").status_code == 400


@pytest.mark.django_db
def test_half_a_position_is_refused(client: Client, grove: Any) -> None:
    assert client.get("/maps/embed/trees/?lat=36.6").status_code == 400


@pytest.mark.django_db
def test_marks_of_other_sites_break_nothing(client: Client, grove: Any) -> None:
    assert client.get("/maps/embed/trees/?utm_source=news&fbclid=1").status_code == 200


@pytest.mark.django_db
def test_an_unknown_map_is_a_page_that_says_so(client: Client, grove: Any) -> None:
    response = client.get("/maps/embed/unicorns/?lang=en")
    assert response.status_code == 404
    assert "There is no such map" in response.content.decode()
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert client.get("/maps/embed/unicorns/map.js").status_code == 404


@pytest.mark.django_db
def test_what_stands_in_the_address_never_reaches_the_script_as_it_is(client: Client, grove: Any) -> None:
    response = client.get("/maps/embed/trees/?lang=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert response.status_code == 400
    assert "<script>alert" not in response.content.decode()


@pytest.mark.django_db
def test_a_ground_on_another_host_opens_the_policy_of_this_document_only(client: Client, grove: Any) -> None:
    grove.basemap_kind = "xyz"
    grove.basemap_url = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    grove.basemap_attribution = "Maps & co <b>"
    change_settings(grove)
    response = client.get(EMBED)
    policy = response["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://*.tiles.example" in policy
    assert "connect-src 'self'" in policy
    assert "tiles.example" not in client.get("/en/maps/trees/")["Content-Security-Policy"]
    script = script_of(client)
    assert "https://{s}.tiles.example/{z}/{x}/{y}.png" in script
    assert "<b>" not in script


@pytest.mark.django_db
def test_a_pmtiles_ground_is_read_by_the_script(client: Client, grove: Any) -> None:
    grove.basemap_kind = "pmtiles"
    grove.basemap_url = "https://files.example/town.pmtiles"
    change_settings(grove)
    assert "connect-src 'self' https://files.example" in client.get(EMBED)["Content-Security-Policy"]
    assert 'stoa.pmtilesGround({"url":"https://files.example/town.pmtiles"' in script_of(client)


@pytest.mark.django_db
def test_a_map_without_ground_still_has_its_data(client: Client, grove: Any) -> None:
    grove.basemap_kind = "none"
    change_settings(grove)
    script = script_of(client)
    assert "stoa.noGround" in script
    assert "stoa.vectorTiles" in script


@pytest.mark.django_db
def test_each_town_has_its_own_centre_and_numbers(
    client: Client, other_client: Client, grove: Any, other_town: Any
) -> None:
    grove.map_centre = Point(22.795, 36.614, srid=4326)
    change_settings(grove)
    other_town.map_centre = Point(21.5, 38.25, srid=4326)
    change_settings(other_town)
    assert "center: [36.614, 22.795]" in script_of(client)
    assert "center: [38.25, 21.5]" in script_of(other_client)
    assert "5 trees" in client.get(EMBED).content.decode()
    assert "5 trees" not in other_client.get(EMBED).content.decode()


@pytest.mark.django_db
def test_the_document_costs_few_queries(client: Client, grove: Any, count_queries: Any) -> None:
    client.get(EMBED)
    with count_queries() as queries:
        client.get(EMBED)
    assert len(queries) <= 5


@pytest.mark.django_db
def test_nobody_can_zoom_out_until_the_town_is_a_dot(client: Client, grove: Any) -> None:
    assert '"minZoom": 12' in script_of(client)
    Collection.objects.filter(dataset__name="trees").update(extent=[22.0, 36.0, 22.9, 36.8])
    # 0.99 degrees across, as the frame of a telephone is: at 9 they were 360 pixels.
    assert '"minZoom": 8' in script_of(client)


@pytest.mark.django_db
def test_a_town_that_publishes_no_ground_gets_plain_paper(client: Client, grove: Any) -> None:
    Dataset.objects.filter(name__in=["land-areas", "streets"]).update(published=False)
    script = script_of(client)
    assert "stoa.noGround" in script
    assert "collections=" not in script


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "url", "images", "connections"),
    [
        ("own", "", "", ""),
        ("xyz", "https://tiles.example:8443/{z}/{x}/{y}.png", " https://tiles.example:8443", ""),
        ("xyz", "/tiles/{z}/{x}/{y}.png", "", ""),
        ("pmtiles", "https://files.example/a.pmtiles", "", " https://files.example"),
        ("pmtiles", "/media/basemap/a.pmtiles", "", ""),
    ],
)
def test_a_ground_opens_the_policy_for_its_own_host_and_nothing_else(  # noqa: PLR0917 (one row of the table)
    client: Client, town: Any, kind: str, url: str, images: str, connections: str
) -> None:
    town.basemap_kind, town.basemap_url = kind, url
    change_settings(town)
    response = client.get(EMBED)
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy["img-src"] == "'self' data: blob:" + images
    assert policy["connect-src"] == "'self'" + connections
    assert ("basemap.js" in response.content.decode()) == (kind == "pmtiles")


@pytest.mark.django_db
def test_a_foreign_ground_is_not_signed_with_the_towns_name(client: Client, grove: Any) -> None:
    grove.basemap_kind, grove.basemap_url = "pmtiles", "/media/basemap/a.pmtiles"
    change_settings(grove)
    assert 'stoa.pmtilesGround({"url":"/media/basemap/a.pmtiles"' in script_of(client)
    ground = next(line for line in script_of(client).splitlines() if "pmtilesGround" in line)
    assert '"attribution":""' in ground


@pytest.mark.django_db
def test_tile_servers_are_told_which_portal_asks(client: Client, grove: Any) -> None:
    grove.basemap_kind, grove.basemap_url = "xyz", "https://tiles.example/{z}/{x}/{y}.png"
    change_settings(grove)
    assert '"referrerPolicy": "origin"' in script_of(client)
