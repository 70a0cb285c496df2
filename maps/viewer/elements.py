"""Our own parts of a folium map: vector tiles, the quiet ground, controls that are buttons of our document.

Each writes one statement into the map's script; the code it calls stands in static/viewer/.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import folium
from folium.template import Template

# "</script>" can never stand in the script, wherever it is put.
ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "'": "\\u0027",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


def as_script(value: Any) -> str:
    """JSON that is safe inside a script; keys stay as they are (folium's own filter camelizes them)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


class _Layer(folium.map.Layer):
    """A layer made by one of our functions, under a fixed name: the script is the same at each request."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = stoa.{{ this.function }}({{ this.arguments }});
        {% endmacro %}
        """
    )
    function = ""

    def __init__(
        self, key: str, name: str, options: dict[str, Any], *, overlay: bool, show: bool = True
    ) -> None:
        super().__init__(name=name, overlay=overlay, show=show)
        self._name = type(self).__name__
        self._id = key
        self.arguments = as_script(options)


class VectorTileLayer(_Layer):
    """A collection's vector tiles, drawn on a canvas by protomaps-leaflet. Needs no WebGL."""

    function = "vectorTiles"

    def __init__(self, key: str, name: str, options: dict[str, Any], *, show: bool = True) -> None:
        super().__init__(key, name, options, overlay=True, show=show)


class GroundLayer(_Layer):
    """The town's land areas and streets as a quiet ground with names."""

    function = "ground"

    def __init__(self, key: str, name: str, options: dict[str, Any]) -> None:
        super().__init__(key, name, options, overlay=False)


class PMTilesGround(GroundLayer):
    """A PMTiles file as the ground."""

    function = "pmtilesGround"


class NoGround(GroundLayer):
    """Plain paper, for towns without a ground."""

    function = "noGround"


class LayerSwitch(folium.LayerControl):
    """folium's own list of layers, as inputs of our document instead of a menu that opens on hover."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            stoa.layerSwitch({{ this._parent.get_name() }},
                { {% for name, key in this.base_layers.items() %}{{ name|tojson }}: {{ key }}, {% endfor %} },
                { {% for name, key in this.overlays.items() %}{{ name|tojson }}: {{ key }}, {% endfor %} });
        {% endmacro %}
        """
    )


class Control(folium.MacroElement):
    """A call of one of our functions with the map and some options: search, near me, full screen."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            stoa.{{ this.function }}({{ this._parent.get_name() }}, {{ this.arguments }});
        {% endmacro %}
        """
    )

    def __init__(self, function: str, options: dict[str, Any] | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium has no types
        self._name = "Control"
        self.function = function
        self.arguments = as_script(options or {})


class Start(folium.MacroElement):
    """The last statement: keyboard, popups and the sentence of what is seen."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            stoa.start({{ this._parent.get_name() }}, [{{ this.layers }}], {{ this.arguments }});
        {% endmacro %}
        """
    )

    def __init__(self, layers: Sequence[VectorTileLayer], options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium has no types
        self._name = "Start"
        self.layers = ", ".join(layer.get_name() for layer in layers)
        self.arguments = as_script(options)


def script_of(drawn: folium.Map) -> str:
    """The script of a composed map, without the document that folium would put around it.

    That document forbids zooming and loads from other hosts; ours (templates/viewer/embed.html) does neither.
    """
    figure: Any = drawn.get_root()
    drawn.render()  # type: ignore[no-untyped-call]  # folium has no types
    return "\n".join(element.render() for element in figure.script._children.values())
