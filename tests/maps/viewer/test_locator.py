"""Still maps made on the server."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from maps.trees.models import Tree

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.django_db
def test_the_locator_shows_the_tree_its_street_and_its_neighbours(client: Client, grove: Any) -> None:
    tree = Tree.objects.filter(protected=True).get()
    response = client.get(f"/maps/locator/trees/{tree.pk}.svg?lang=el")
    assert response["Content-Type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(response.content)
    texts = [element.text for element in drawn.iter(f"{SVG}textPath")]
    assert "Αγίας Ειρήνης" in texts
    assert len(list(drawn.iter(f"{SVG}use"))) == Tree.objects.count()
    rings = [circle for circle in drawn.iter(f"{SVG}circle") if circle.get("stroke") == grove.accent]
    assert len(rings) == 1
    # The chosen tree stands in the middle.
    assert (float(rings[0].get("cx", 0)), float(rings[0].get("cy", 0))) == pytest.approx((320, 180), abs=0.2)


@pytest.mark.django_db
def test_the_locator_keeps_to_the_policy(client: Client, grove: Any) -> None:
    tree = Tree.objects.first()
    assert tree is not None
    text = client.get(f"/maps/locator/trees/{tree.pk}.svg").content.decode()
    assert re.search(r"<style|\sstyle=|<script|https?://(?!www\.w3\.org/2000/svg)", text) is None


@pytest.mark.django_db
def test_a_browser_that_has_the_drawing_gets_no_second_one(client: Client, grove: Any) -> None:
    tree = Tree.objects.first()
    assert tree is not None
    address = f"/maps/locator/trees/{tree.pk}.svg?lang=en"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["trees/999999", "unicorns/1", "streets/1"])
def test_there_is_no_drawing_of_what_is_not_there(client: Client, grove: Any, path: str) -> None:
    assert client.get(f"/maps/locator/{path}.svg").status_code == 404


@pytest.mark.django_db
def test_the_picture_of_a_register_is_a_drawing(client: Client, grove: Any) -> None:
    response = client.get("/maps/picture/trees.svg?lang=en")
    assert response.status_code == 200
    assert ElementTree.fromstring(response.content).find(f"{SVG}title") is not None
    assert client.get("/maps/picture/unicorns.svg").status_code == 404
