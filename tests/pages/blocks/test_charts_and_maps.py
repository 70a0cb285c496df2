"""Charts and maps that editors put together on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError

from pages.blocks.chart import ChartBlock
from pages.blocks.map import MapBlock
from tests.factories.pages import content
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

CHART = {
    "heading": "Trees by species",
    "collection": "test-trees",
    "kind": "bars",
    "column": "test-trees:species",
    "measure": "rows",
    "of": "",
    "conditions": [],
    "most": 8,
    "in_order": False,
    "text": "",
}
MAP = {
    "heading": "",
    "map_name": "test-trees",
    "conditions": [],
    "sentence": "Each dot is a tree.",
    **dict.fromkeys(("colour_by", "tone", "size_by", "place", "zoom", "height", "filters"), ""),
}


def condition(column: str, comparison: str, value: str) -> dict[str, str]:
    return {"column": f"test-trees:{column}", "comparison": comparison, "value": value}


def cleaned(block: Any, value: dict[str, Any], **changes: Any) -> Any:
    return block.clean(block.to_python({**value, **changes}))


def test_bars_are_a_table_whose_source_is_named(
    client: Client, forest: Register, assert_public: Callable[[HttpResponse], str]
) -> None:
    content("Figures", slug="figures", blocks=[("chart", CHART)])
    page = assert_public(client.get("/en/figures/?fresh"))
    assert '<tr><th scope="row">Πεύκο</th>' in page
    assert "The highest: 84 (Πεύκο)." in page
    assert '<a href="/en/data/test-trees/#rows">Trees of the test</a>' in page


def test_a_line_has_a_drawing_for_each_screen_and_its_table(client: Client, forest: Register) -> None:
    line = {**CHART, "kind": "line", "column": "test-trees:planted"}
    content("Figures", slug="figures", blocks=[("chart", line)])
    page = client.get("/en/figures/?fresh").content.decode()
    assert page.count('class="plot plot--') == 2
    assert "From 30 (1/2020) to 5 (9/2020); the highest: 31 (3/2020)." in page or "As a table" in page
    assert '<th scope="row">1/2020</th>' in page


def test_a_chart_of_what_is_gone_leaves_the_page_standing(client: Client, forest: Register) -> None:
    gone = {**CHART, "collection": "gone", "column": "gone:species"}
    content("Figures", slug="figures", blocks=[("chart", gone), ("text", "<p>Still here.</p>")])
    page = client.get("/en/figures/?fresh")
    assert page.status_code == 200
    assert "Still here." in page.content.decode()
    assert "datachart" not in page.content.decode()


def test_six_charts_cost_a_short_query_each_once_they_are_known(client: Client, forest: Register) -> None:
    columns = ("species", "protected", "girth", "height", "planted", "seen")
    charts = [("chart", {**CHART, "column": f"test-trees:{column}"}) for column in columns]
    content("Words", slug="words", blocks=[("text", "<p>Words.</p>")])
    content("Figures", slug="figures", blocks=charts)
    counts = []
    for address in ("/en/words/?fresh", "/en/figures/?fresh"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
        assert not [query for query in asked.captured_queries if "shelf_test_trees" in query["sql"]]
    # Outside of a transaction the facts of a collection are remembered, and it is none.
    assert counts[1] - counts[0] <= 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "line"}, "column"),
        ({"kind": "histogram"}, "column"),
        ({"measure": "sum"}, "of"),
        ({"column": "trees:species"}, "column"),
        ({"conditions": [condition("girth", "from", "thick")]}, "conditions"),
        ({"conditions": [{"column": "trees:girth", "comparison": "is", "value": "1"}]}, "conditions"),
        ({"most": 500}, "most"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused_by_the_field(
    forest: Register, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(ChartBlock(), CHART, **changes)
    assert field in refused.value.block_errors


def test_a_condition_is_kept_as_the_data_writes_it(forest: Register) -> None:
    value = cleaned(ChartBlock(), CHART, conditions=[condition("planted", "from", "31/12/2020")])
    assert value["conditions"][0]["value"] == "2020-12-31"


def test_settings_are_no_words_that_a_search_finds(forest: Register) -> None:
    block = ChartBlock()
    found = block.get_searchable_content(
        block.to_python({**CHART, "conditions": [condition("species", "is", "Ελιά")]})
    )
    assert [words for words in found if words] == ["Trees by species"]


def test_a_map_of_any_dataset_is_drawn_as_it_was_asked_for(client: Client, forest: Register) -> None:
    value = cleaned(
        MapBlock(),
        MAP,
        conditions=[condition("species", "is", "Ελιά")],
        colour_by="test-trees:protected",
        size_by="test-trees:girth",
        place="38.01, 24.02",
        height="tall",
    )
    content("Map", slug="map", blocks=[("map", MapBlock().get_prep_value(value))])
    page = client.get("/en/map/?fresh")
    shown = page.content.decode()
    assert 'class="mapframe mapframe--tall"' in shown
    frame = shown.partition('<iframe src="')[2].partition('"')[0].replace("&amp;", "&")
    assert frame.startswith("/maps/embed/test-trees/?lang=en&lat=38.010000&lon=24.020000&zoom=16&where=")
    assert client.get(frame).status_code == 200


def test_an_old_map_with_filters_is_drawn_as_before(client: Client, forest: Register) -> None:
    old = {"heading": "", "map_name": "trees", "filters": "protected=true", "sentence": "Old ones."}
    content("Map", slug="map", blocks=[("map", old)])
    page = client.get("/en/map/?fresh").content.decode()
    assert 'src="/maps/embed/trees/?protected=true&amp;lang=en"' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"colour_by": "test-trees:species", "tone": "plum"}, "tone"),
        ({"colour_by": "other:species"}, "colour_by"),
        ({"filters": "protected=true"}, "filters"),
        ({"place": "Atlantis"}, "place"),
        ({"place": "98.1, 23.2"}, "place"),
        ({"map_name": "nowhere"}, "map_name"),
        ({"conditions": [condition("girth", "from", "thick")]}, "conditions"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused_by_the_field(
    forest: Register, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(MapBlock(), MAP, **changes)
    assert field in refused.value.block_errors
