"""Outlines of map symbols as SVG paths around 0,0, radius 1: canvas, legend and locator draw the same."""

from __future__ import annotations

from math import cos, pi, sin


def _point(radius: float, turn: float) -> str:
    return f"{radius * sin(turn):.3f} {-radius * cos(turn):.3f}"


def _star(rays: int, inner: float) -> str:
    corners = [_point(inner if at % 2 else 1.0, at * pi / rays) for at in range(2 * rays)]
    return "M" + "L".join(corners) + "Z"


def _lobes(count: int, valley: float) -> str:
    """A soft outline of `count` bulges, as a broad crown is seen from above."""
    step = 2 * pi / count
    path = "M" + _point(valley, 0)
    for at in range(count):
        path += f"Q{_point(1.25, (at + 0.5) * step)} {_point(valley, (at + 1) * step)}"
    return path + "Z"


def _fronds(count: int) -> str:
    """Leaves around a middle: a palm from above."""
    step = 2 * pi / count
    path = "M" + _point(0.26, -step / 2)
    for at in range(count):
        turn = at * step
        path += (
            f"Q{_point(0.74, turn - 0.42)} {_point(1.06, turn)}"
            f"Q{_point(0.74, turn + 0.42)} {_point(0.26, turn + step / 2)}"
        )
    return path + "Z"


SHAPES: dict[str, str] = {
    "round": "M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z",
    "lobes": _lobes(8, 0.86),
    "spruce": (
        "M0 -1.12Q.14 -1.12 .2 -1L1.02 .62Q1.1 .86 .86 .86L-.86 .86"
        "Q-1.1 .86 -1.02 .62L-.2 -1Q-.14 -1.12 0 -1.12Z"
    ),
    "palm": _fronds(7),
    "star": _star(5, 0.45),
    "square": "M-.85 -.85H.85V.85H-.85Z",
}
# Drawn over the outline in white, to tell apart what has the same outline.
MARKS: dict[str, str] = {
    "fruit": "M0 -.3A.3 .3 0 1 0 .001 -.3Z",
}
# A shape with a mark is named "outline+mark".
FRUIT = "round+fruit"


def outline(shape: str) -> str:
    """The outline of a shape; an unknown one is round."""
    return SHAPES.get(shape.partition("+")[0], SHAPES["round"])


def mark(shape: str) -> str:
    """The mark inside a shape; empty for none."""
    return MARKS.get(shape.partition("+")[2], "")
