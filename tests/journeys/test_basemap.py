"""A ground of one's own: an administrator uploads a PMTiles file, and the map is drawn over it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Page

from maps.viewer.ground import AREAS, WATER
from tests.factories.archives import MVT, PNG, archive, around, full_of
from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey

CENTRE = (24.9443, 60.1717)
ZOOM = 14
RED = "#c02020"


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (256, 256), RED).save(out, "PNG")
    return out.getvalue()


# What the file holds, and the colour of the map in its middle.
FILES = {
    "openmaptiles": (MVT, full_of("water", {"class": "lake"}), ["water", "transportation"], WATER),
    "protomaps": (MVT, full_of("landuse", {"kind": "park"}), ["landuse", "roads"], AREAS["park"]),
    "without a list of layers": (MVT, full_of("park", {"class": "x"}), [], AREAS["park"]),
    "pictures": (PNG, picture(), [], RED),
}


@pytest.fixture
def settings_form(signed_in: Page, portal: Portal) -> Iterator[Page]:
    """The municipality's settings; the demo's own ground afterwards."""
    address = portal.address("/admin/municipality/")
    signed_in.goto(address)
    before = [signed_in.locator(f"#id_{name}").input_value() for name in ("latitude", "longitude")]
    yield signed_in
    signed_in.goto(address)
    signed_in.locator("#id_latitude").fill(before[0])
    signed_in.locator("#id_longitude").fill(before[1])
    signed_in.locator("#id_basemap_kind").select_option("own")
    signed_in.locator("#id_basemap_attribution").fill("")
    save(signed_in)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()


def colour_at(page: Page, left: int, top: int) -> tuple[int, ...]:
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    return tuple(picture.getpixel((left, top)))  # type: ignore[arg-type]  # an RGB picture gives three numbers


@pytest.mark.parametrize("name", FILES)
def test_an_uploaded_file_is_the_ground_of_the_map(settings_form: Page, portal: Portal, name: str) -> None:
    kind, tile, layers, colour = FILES[name]
    content = archive(
        dict.fromkeys(around(*CENTRE, ZOOM), tile),
        kind=kind,
        metadata={"vector_layers": [{"id": layer} for layer in layers]} if layers else {},
    )
    page = settings_form
    page.locator("#id_latitude").fill(str(CENTRE[1]))
    page.locator("#id_longitude").fill(str(CENTRE[0]))
    page.locator("#id_basemap_attribution").fill("Surveyors & sons")
    page.locator("#id_basemap_file").set_input_files(
        {"name": "town.pmtiles", "mimeType": "application/octet-stream", "buffer": content}
    )
    save(page)
    parts: list[int] = []
    page.on("response", lambda answer: parts.append(answer.status) if ".pmtiles" in answer.url else None)
    # Closer than the file goes: its tiles are stretched.
    page.goto(portal.address(f"/maps/embed/trees/?lang=en&zoom=16&lat={CENTRE[1]}&lon={CENTRE[0]}"))
    page.locator(".leaflet-tile-loaded").nth(8).wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    assert "Surveyors & sons" in page.locator(".leaflet-control-attribution").inner_text()
    wanted = ImageColor.getrgb(colour)
    page.wait_for_timeout(300)
    seen = colour_at(page, 500, 400)
    assert max(abs(one - other) for one, other in zip(seen, wanted, strict=True)) <= 3, (seen, wanted)
    assert parts
    assert set(parts) == {206}
