"""Settings -> Municipality: who may, what is refused and where it says so, what follows."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.contrib.gis.geos import MultiPolygon
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cms.accounts.registry import GROUPS
from cms.audit.models import Deed
from cms.municipalities.models import Municipality
from tests.factories.accounts import make_resident, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/municipality/"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[23.7, 37.9], [23.8, 37.9], [23.8, 38.0], [23.7, 38.0], [23.7, 37.9]]],
}


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def chief() -> Client:
    """An administrator's browser."""
    return browser_of(make_staff("chief@town.test", group="Administrators"))


def answers(**changes: object) -> dict[str, object]:
    given = {
        "names_el": "Δήμος Δοκιμής",
        "names_en": "Municipality of Trial",
        "taglines_el": "",
        "taglines_en": "",
        "brand": "#0b4a6f",
        "brand_deep": "#08324b",
        "brand_soft": "#e3eef4",
        "accent": "#c2512f",
        "languages": ["el", "en"],
        "addresses_el": "",
        "addresses_en": "",
        "opening_hours_el": "",
        "opening_hours_en": "",
        "phone": "",
        "email": "",
        "map_zoom": "14",
        "basemap_kind": "own",
        "basemap_url": "",
        "basemap_attribution": "",
        "latitude": "",
        "longitude": "",
    }
    return {**given, **changes}


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 300)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#c2512f").save(out, kind)
    return out.getvalue()


def errors_of(answer) -> dict[str, list[str]]:
    assert answer.status_code == 200, "refused"
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (None, False),
        ("resident", False),
        *((group, group == "Administrators") for group in GROUPS),
        ("superuser", True),
    ],
)
def test_who_may_change_the_settings(who, may, client, town):
    if who == "superuser":
        client = browser_of(make_resident("root@town.test", is_superuser=True))
    elif who == "resident":
        client = browser_of(make_resident("anna@town.test"))
    elif who:
        client = browser_of(make_staff(group=who))
    assert (client.get(ADDRESS).status_code == 200) == may
    client.post(ADDRESS, answers(phone="2100000000"))
    assert (Municipality.objects.get(pk=town.pk).phone == "2100000000") == may
    if who and who != "resident":
        assert ("/admin/municipality/" in client.get("/admin/").content.decode()) == may


def test_a_change_is_seen_at_once_and_stands_in_the_log(chief, client, town, other_town):
    before = client.get("/el/account/login/").content.decode()
    assert "Δήμος Νέος" not in before
    answer = chief.post(ADDRESS, answers(names_el="Δήμος Νέος", brand="#7a1f1f", phone="2101234567"))
    assert answer.status_code == 302
    after = client.get("/el/account/login/").content.decode()
    assert "Δήμος Νέος" in after
    assert "--brand:#7a1f1f;" in client.get("/town.css").content.decode()
    town.refresh_from_db()
    assert f"/town.css?v={town.settings_version}" in after
    deed = Deed.objects.filter(subject_type="cms_municipalities.municipality").get()
    assert deed.by.email == "chief@town.test"
    assert deed.changes["brand"] == ["#0b4a6f", "#7a1f1f"]
    assert deed.changes["phone"] == ["", "2101234567"]
    assert "accent" not in deed.changes
    assert "#7a1f1f" not in Client(SERVER_NAME="other.test").get("/town.css").content.decode()


@pytest.mark.parametrize(
    ("field", "colour", "ratio"),
    [
        ("brand", "#ffd000", "1.5"),
        ("accent", "#e7b23e", "1.9"),
        ("brand_deep", "#999999", "2.8"),
        ("brand_soft", "#333333", "1.3"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_by_its_field_with_the_ratio(chief, field, colour, ratio):
    problems = errors_of(chief.post(ADDRESS, answers(**{field: colour}), HTTP_ACCEPT_LANGUAGE="en"))
    assert list(problems) == [field]
    assert ratio in problems[field][0].replace(",", ".")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("brand", {"brand": "red"}),
        ("brand", {"brand": "#12345"}),
        ("brand", {"brand": "#123456;}body{display:none"}),
        ("names", {"names_el": "", "names_en": ""}),
        ("languages", {"languages": []}),
        ("languages", {"languages": ["de"]}),
        ("email", {"email": "not an address"}),
        ("map_zoom", {"map_zoom": "99"}),
        ("latitude", {"latitude": "91", "longitude": "1"}),
        ("longitude", {"latitude": "38", "longitude": ""}),
        ("latitude", {"latitude": "", "longitude": "23"}),
        ("latitude", {"latitude": "nan", "longitude": "23"}),
        ("basemap_url", {"basemap_kind": "xyz"}),
        ("basemap_url", {"basemap_kind": "xyz", "basemap_url": "https://tiles.example/"}),
        ("basemap_url", {"basemap_kind": "xyz", "basemap_url": "javascript:{z}{x}{y}"}),
        ("basemap_url", {"basemap_kind": "pmtiles", "basemap_url": "//evil.example/a.pmtiles"}),
        ("basemap_kind", {"basemap_kind": "moon"}),
        ("crest", {"crest": SimpleUploadedFile("crest.png", b"no picture")}),
        ("crest", {"crest": SimpleUploadedFile("crest.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')}),
        ("crest", {"crest": SimpleUploadedFile("crest.png", picture(size=(20, 20)))}),
        ("crest", {"crest": SimpleUploadedFile("crest.png", picture() + b"x" * 1024 * 1024)}),
        ("boundary_file", {"boundary_file": SimpleUploadedFile("a.geojson", b"no json")}),
        ("boundary_file", {"boundary_file": SimpleUploadedFile("a.geojson", b"[]")}),
        (
            "boundary_file",
            {"boundary_file": SimpleUploadedFile("a.geojson", b'{"type":"Point","coordinates":[1,2]}')},
        ),
        (
            "boundary_file",
            {"boundary_file": SimpleUploadedFile("a.geojson", b'{"type":"FeatureCollection"}')},
        ),
        ("boundary_file", {"boundary_file": SimpleUploadedFile("a.geojson", b"\xff\xfe\x00")}),
        ("boundary_file", {"boundary_file": SimpleUploadedFile("a.geojson", b"[" * 100_000)}),
        (
            "boundary_file",
            {
                "boundary_file": SimpleUploadedFile(
                    "a.geojson",
                    b'{"type":"Polygon","coordinates":[[[470000,4200000],[480000,4200000],[480000,4210000],[470000,4200000]]]}',
                )
            },
        ),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_nothing_is_kept(chief, town, field, changes):
    problems = errors_of(chief.post(ADDRESS, answers(phone="2109999999", **changes)))
    assert list(problems) == [field]
    assert Municipality.objects.get(pk=town.pk).phone == ""
    assert not Deed.objects.filter(subject_type="cms_municipalities.municipality").exists()


def test_a_crest_is_drawn_anew_and_served_from_the_towns_own_folder(chief, client, town, other_client):
    chief.post(
        ADDRESS, answers(crest=SimpleUploadedFile("../../my crest.jpg", picture("JPEG", (2000, 1000))))
    )
    town = Municipality.objects.get(pk=town.pk)
    with Image.open(town.crest) as kept:
        assert (kept.format, kept.size) == ("PNG", (512, 256))
    assert default_storage.path(town.crest.name).startswith(default_storage.path(""))
    assert town.schema_name in default_storage.path(town.crest.name)
    assert client.get(town.crest.url).status_code == 200
    assert other_client.get(town.crest.url).status_code == 404


def test_pages_show_the_crest_at_their_own_size_and_keep_it_until_the_settings_change(
    chief, client, town, other_client
):
    assert client.get("/town-crest.png").status_code == 404
    chief.post(ADDRESS, answers(crest=SimpleUploadedFile("crest.png", picture(size=(800, 400)))))
    town = Municipality.objects.get(pk=town.pk)
    address = f"/town-crest.png?v={town.settings_version}"
    assert client.get("/el/account/login/").content.decode().count(address) == 2
    answer = client.get(address)
    assert (answer["Content-Type"], "immutable" in answer["Cache-Control"]) == ("image/png", True)
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (144, 72)
    assert other_client.get(address).status_code == 404


def test_a_crest_whose_file_is_lost_is_not_found(client, town):
    town.crest = "crest/lost.png"
    town.save()
    assert client.get("/town-crest.png").status_code == 404


def test_a_crest_stays_when_none_is_given_and_goes_when_asked(chief, town):
    chief.post(ADDRESS, answers(crest=SimpleUploadedFile("crest.png", picture())))
    name = Municipality.objects.get(pk=town.pk).crest.name
    chief.post(ADDRESS, answers(phone="2100000000"))
    assert Municipality.objects.get(pk=town.pk).crest.name == name
    chief.post(ADDRESS, answers(**{"crest-clear": "on"}))
    assert not Municipality.objects.get(pk=town.pk).crest


@pytest.mark.parametrize(
    "wrapped",
    [
        SQUARE,
        {"type": "Feature", "properties": {}, "geometry": SQUARE},
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {}, "geometry": SQUARE},
                {"type": "Feature", "geometry": None},
            ],
        },
        {"type": "GeometryCollection", "geometries": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]},
    ],
)
def test_a_boundary_in_any_geojson_shape_becomes_one_area_and_the_centre_follows(chief, town, wrapped):
    answer = chief.post(
        ADDRESS, answers(boundary_file=SimpleUploadedFile("a.geojson", json.dumps(wrapped).encode()))
    )
    assert answer.status_code == 302
    kept = Municipality.objects.get(pk=town.pk)
    assert isinstance(kept.boundary, MultiPolygon)
    assert kept.boundary.valid
    assert kept.boundary.extent == (23.7, 37.9, 23.8, 38.0)
    assert kept.boundary.contains(kept.map_centre)


def test_a_boundary_stays_when_no_file_is_given(chief, town):
    chief.post(ADDRESS, answers(boundary_file=SimpleUploadedFile("a.geojson", json.dumps(SQUARE).encode())))
    chief.post(ADDRESS, answers(latitude="37.95", longitude="23.75"))
    kept = Municipality.objects.get(pk=town.pk)
    assert kept.boundary is not None
    assert kept.map_centre.coords == (23.75, 37.95)


def test_a_new_language_gets_its_home_page(chief, town):
    from wagtail.models import Locale

    chief.post(ADDRESS, answers(languages=["el"]))
    assert Municipality.objects.get(pk=town.pk).languages == ["el"]
    chief.post(ADDRESS, answers(languages=["el", "en"]))
    assert Client(SERVER_NAME="town.test").get("/en/account/login/").status_code == 200
    assert Locale.objects.filter(language_code="en").exists()


def test_two_changes_at_once_both_raise_the_version(chief, town):
    before = Municipality.objects.get(pk=town.pk).settings_version
    chief.post(ADDRESS, answers(phone="1"))
    chief.post(ADDRESS, answers(phone="2"))
    assert Municipality.objects.get(pk=town.pk).settings_version == before + 2


def test_every_label_of_the_settings_begins_with_a_capital(chief, client, town):
    fields = chief.get(ADDRESS).context["form"].fields
    assert [name for name, field in fields.items() if not str(field.label)[0].isupper()] == []
