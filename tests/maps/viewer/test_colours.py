"""Symbols that everybody can tell apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from cms.municipalities.colours import luminance
from maps.viewer.legend import legend_of
from maps.viewer.registry import maps
from maps.viewer.shapes import mark, outline

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
EYES = {
    "every cone": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
JUST_SEEN = 2.3


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as that eye sees it."""
    seen = [
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear(colour), strict=True)))) for row in EYES[eye]
    ]
    red, green, blue = seen
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", EYES)
def test_categories_differ_in_colour_for_every_eye(eye: str) -> None:
    for definition in maps:
        for layer in definition.layers:
            for one, other in combinations(layer.style.categories, 2):
                distance = sum(
                    (a - b) ** 2 for a, b in zip(lab(one.colour, eye), lab(other.colour, eye), strict=True)
                )
                assert distance**0.5 > 8 * JUST_SEEN, (one.code, other.code)


def test_categories_differ_in_shape_too() -> None:
    for definition in maps:
        shapes = [
            (outline(category.shape), mark(category.shape), layer.style.hollow)
            for layer in definition.layers
            for category in layer.style.categories
        ]
        assert len(set(shapes)) == len(shapes)


def test_every_symbol_stands_out_from_the_ground() -> None:
    for definition in maps:
        for layer in definition.layers:
            for category in layer.style.categories:
                # 1.4.11: graphics at 3 to 1; the white edge around a symbol lends orange its contrast.
                assert luminance(category.colour) < 0.45


def test_the_legend_names_every_symbol() -> None:
    for definition in maps:
        titles = [str(entry.title) for entry in legend_of(definition)]
        assert all(titles)
        assert len(set(titles)) == len(titles)
