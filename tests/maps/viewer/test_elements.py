"""Our parts of a folium map."""

from __future__ import annotations

import json

import folium

from maps.viewer.elements import GroundLayer, LayerSwitch, NoGround, VectorTileLayer, as_script, script_of


def composed() -> str:
    drawn = folium.Map(location=[36.6, 22.8], tiles=None)
    drawn._id = "trees"
    NoGround("ground", "Paper", {}).add_to(drawn)
    VectorTileLayer("trees", "Trees </script>", {"url": "/tiles/{z}/{y}/{x}"}).add_to(drawn)
    VectorTileLayer("sites", "Sites", {"url": "/sites/{z}/{y}/{x}"}, show=False).add_to(drawn)
    LayerSwitch().add_to(drawn)
    return script_of(drawn)


def test_text_cannot_end_the_script() -> None:
    text = "</script><!-- & ' \u2028"
    assert "<" not in as_script({"a": text})
    assert json.loads(as_script({"a": text})) == {"a": text}


def test_a_layer_that_is_not_shown_is_made_but_not_added() -> None:
    script = composed()
    assert "vector_tile_layer_trees.addTo(map_trees)" in script
    assert "var vector_tile_layer_sites" in script
    assert "vector_tile_layer_sites.addTo" not in script


def test_the_switch_lists_grounds_and_layers_by_their_names() -> None:
    script = composed()
    assert '"Paper": no_ground_ground' in script
    assert '"Sites": vector_tile_layer_sites' in script
    assert "</script>" not in script


def test_two_compositions_are_the_same_text() -> None:
    assert composed() == composed()


def test_a_ground_keeps_the_keys_of_its_options() -> None:
    layer = GroundLayer("ground", "Ground", {"max_data_zoom": 16})
    assert layer.arguments == '{"max_data_zoom":16}'
