"""Small still maps as SVG, made on the server: for pages without JavaScript, for paper, for cards.

Only presentational attributes: the Content-Security-Policy allows no style in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from maps.viewer import ground
from maps.viewer.contract import Category, MapLayer
from maps.viewer.querysets import GroundPieces
from maps.viewer.querysets.pieces import Frame
from maps.viewer.shapes import mark, outline

FONT = "Commissioner, 'Noto Sans', 'DejaVu Sans', sans-serif"
INK = "#46525e"
STREET_SHARE = 0.8


def drawing(
    frame: Frame,
    pieces: GroundPieces,
    layer: MapLayer,
    points: Sequence[dict[str, Any]],
    *,
    title: str,
    accent: str,
    chosen: int | None = None,
) -> SafeString:
    """The whole SVG; the point with the row id `chosen` is ringed in the accent."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img">'
        '<title>{title}</title><defs>{symbols}</defs><rect width="{w}" height="{h}" fill="{land}"/>'
        "{areas}{streets}{buildings}{points}{names}</svg>\n",
        w=frame.width,
        h=frame.height,
        title=title,
        land=ground.LAND,
        symbols=_symbols(layer),
        areas=_areas(pieces, buildings=False),
        streets=_streets(frame, pieces),
        buildings=_areas(pieces, buildings=True),
        points=_points(frame, layer, points, accent, chosen),
        names=_names(pieces),
    )


def _areas(pieces: GroundPieces, *, buildings: bool) -> SafeString:
    chosen = [(kind, path) for kind, path in pieces.areas if (kind in ground.BUILDING_KINDS) is buildings]
    # Water lies over the land that reaches into it.
    chosen.sort(key=lambda piece: piece[0] in ground.WATER_KINDS)
    paths = format_html_join(
        "",
        '<path d="{}" fill="{}"/>',
        (
            (path, ground.BUILDING if buildings else ground.AREAS.get(kind, ground.LAND))
            for kind, path in chosen
        ),
    )
    edge = format_html(' stroke="{}" stroke-width=".7"', ground.BUILDING_EDGE) if buildings else ""
    return format_html('<g fill-rule="evenodd"{}>{}</g>', edge, paths) if chosen else SafeString("")


def _streets(frame: Frame, pieces: GroundPieces) -> SafeString:
    lines = [(path, max(width * STREET_SHARE / frame.metres, 1.2)) for _kind, width, path in pieces.streets]
    group = '<g fill="none" stroke="{}" stroke-linecap="round" stroke-linejoin="round">{}</g>'
    line = '<path d="{}" stroke-width="{}"/>'
    edges = format_html_join("", line, ((path, f"{width + 1.6:.1f}") for path, width in lines))
    roads = format_html_join("", line, ((path, f"{width:.1f}") for path, width in lines))
    return format_html(group, ground.STREET_EDGE, edges) + format_html(group, ground.STREET, roads)


def _names(pieces: GroundPieces) -> SafeString:
    texts = format_html_join(
        "",
        '<path id="street-{0}" d="{2}" fill="none"/><text dy="4"><textPath href="#street-{0}" '
        'startOffset="50%" text-anchor="middle">{1}</textPath></text>',
        ((number, name, path) for number, (name, path) in enumerate(pieces.names, 1)),
    )
    return format_html(
        '<g font-family="{}" font-size="12" font-weight="600" fill="{}" stroke="#fff" stroke-width="3" '
        'stroke-linejoin="round" paint-order="stroke">{}</g>',
        FONT,
        INK,
        texts,
    )


def _points(
    frame: Frame, layer: MapLayer, points: Sequence[dict[str, Any]], accent: str, chosen: int | None
) -> SafeString:
    style = layer.style
    drawn = []
    # The chosen one is drawn last, over its neighbours.
    for point in sorted(points, key=lambda one: one["rowid"] == chosen):
        size = point.get(style.size_field)
        metres = style.base + style.per_unit * float(size) if size else style.usual
        radius = min(max(metres / frame.metres, 2.2), 24)
        drawn.append(_symbol(point, category_of(layer, point), radius))
        if point["rowid"] == chosen:
            drawn.append(
                format_html(
                    '<circle cx="{}" cy="{}" r="{}" fill="none" stroke="{}" stroke-width="4"/>',
                    f"{point['x']:.1f}",
                    f"{point['y']:.1f}",
                    f"{radius + 8:.1f}",
                    accent,
                )
            )
    return format_html_join("", "{}", ((one,) for one in drawn))


def _symbol(point: dict[str, Any], category: Category, radius: float) -> SafeString:
    return format_html(
        '<use href="#{}" transform="translate({} {}) scale({})"/>',
        category.code,
        f"{point['x']:.1f}",
        f"{point['y']:.1f}",
        f"{radius:.1f}",
    )


def _symbols(layer: MapLayer) -> SafeString:
    """Each symbol once; the points only say where it stands."""
    return format_html_join(
        "",
        '<g id="{}"><path d="{}" fill="{}" stroke="#fff" stroke-width=".25" paint-order="stroke"/>{}</g>',
        (
            (
                category.code,
                outline(category.shape),
                category.colour,
                format_html('<path d="{}" fill="#fff"/>', mark(category.shape))
                if mark(category.shape)
                else "",
            )
            for category in layer.style.categories
        ),
    )


def category_of(layer: MapLayer, row: dict[str, Any]) -> Category:
    """The category of a row, as the canvas finds it: by the whole value, its first word, or the last."""
    style = layer.style
    value = str(row.get(style.field) or "")
    for wanted in (value, value.partition(" ")[0]):
        for category in style.categories:
            if wanted and wanted in category.values:
                return category
    return style.categories[-1]
