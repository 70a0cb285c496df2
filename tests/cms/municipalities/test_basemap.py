"""A ground for maps that an administrator uploads."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.municipalities.models import Municipality
from tests.cms.municipalities.test_settings import ADDRESS, answers, browser_of, errors_of
from tests.factories.accounts import make_staff
from tests.factories.archives import MVT, archive, full_of, tile_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return browser_of(make_staff("chief@town.test", group="Administrators"))


def small_archive(kind: int = MVT, layer: str = "water") -> bytes:
    tile = full_of(layer, {"class": "lake"})
    return archive({(0, 0, 0): tile}, kind=kind, metadata={"vector_layers": [{"id": layer}]})


def upload(chief, content: bytes, **changes):
    file = SimpleUploadedFile("old city.pmtiles", content)
    return chief.post(ADDRESS, answers(basemap_file=file, basemap_attribution="Us", **changes))


def test_an_uploaded_file_becomes_the_ground_and_is_read_in_parts(chief, client, town):
    content = small_archive()
    assert upload(chief, content).status_code == 302
    town = Municipality.objects.get(pk=town.pk)
    assert town.basemap_kind == "pmtiles"
    assert town.basemap_url.startswith("/media/basemap/")
    answer = client.get(town.basemap_url, HTTP_RANGE="bytes=0-6")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"PMTiles")


def test_a_new_file_takes_the_place_of_the_old_one(chief, client, town, django_capture_on_commit_callbacks):
    addresses = []
    for layer in ("water", "building"):
        with django_capture_on_commit_callbacks(execute=True):
            upload(chief, small_archive(layer=layer))
        addresses.append(Municipality.objects.get(pk=town.pk).basemap_url)
    assert [client.get(address).status_code for address in addresses] == [404, 200]


def test_only_files_that_were_uploaded_as_a_ground_are_deleted(
    chief, client, town, django_capture_on_commit_callbacks
):
    name = default_storage.save("files/plan.pmtiles", ContentFile(small_archive()))
    for address in (f"/media/{name}", f"/media/basemap/../{name}"):
        Municipality.objects.filter(pk=town.pk).update(basemap_kind="pmtiles", basemap_url=address)
        with django_capture_on_commit_callbacks(execute=True):
            assert chief.post(ADDRESS, answers()).status_code == 302
        assert default_storage.exists(name)


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        b"PMTiles\x02" + bytes(200),
        small_archive()[:140],
        small_archive(kind=6),
        b"PMTiles\x03" + b"\xff" * 200,
    ],
)
def test_a_file_that_is_no_ground_is_refused_by_its_field(chief, town, content):
    assert list(errors_of(upload(chief, content))) == ["basemap_file"]
    assert Municipality.objects.get(pk=town.pk).basemap_kind == "own"


def test_a_foreign_ground_says_who_made_it(chief):
    address = "https://tiles.example/{z}/{x}/{y}.png"
    given = answers(basemap_kind="xyz", basemap_url=address)
    assert list(errors_of(chief.post(ADDRESS, given))) == ["basemap_attribution"]


def test_the_centre_of_maps_is_changed_and_stands_in_the_log(chief, town):
    assert chief.post(ADDRESS, answers(latitude="60.17", longitude="24.94")).status_code == 302
    centre = Municipality.objects.get(pk=town.pk).map_centre
    assert (centre.x, centre.y) == (24.94, 60.17)


@pytest.mark.parametrize(
    ("tile", "number"), [((0, 0, 0), 0), ((1, 0, 1), 2), ((2, 0, 0), 5), ((12, 3423, 1763), 19078479)]
)
def test_tiles_are_numbered_as_the_specification_says(tile, number):
    assert tile_id(*tile) == number
