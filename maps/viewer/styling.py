"""A map in the style that its address asks for: colours by the values of a column, sizes by a number, or one colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext, gettext_lazy

from cms.kit.texts import in_language
from maps.viewer.contract import TONES, Category, Drawn, MapDefinition, MapLayer, PointStyle, Text
from maps.viewer.querysets import Facts, facts_of, largest, most_frequent
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.querysets import Where

# Colours that stay apart for every eye, and a shape for each (tests/maps/viewer/test_colours.py).
PALETTE = (
    ("#2c3e8f", "round"),
    ("#c2410c", "square"),
    ("#2a7f62", "star"),
    ("#e69f00", "spruce"),
    ("#56b4e9", "lobes"),
    ("#111827", "palm"),
)
OTHERS = Category("others", gettext_lazy("All others"), "#9aa5b1", "round+fruit")
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)
REMEMBER_SECONDS = 24 * 3600


def styled(definition: MapDefinition, drawn: Drawn, where: Where | None, digest: str) -> MapDefinition:
    """The map with another style for its subject. `digest` stands for the conditions in the cache."""
    if not drawn.is_styled and not drawn.where:
        return definition
    subject = definition.subject
    facts = facts_of([subject.collection]).get(subject.collection)
    if facts is None:
        return definition
    if drawn.is_styled:
        style = _style(subject, drawn, facts, where, digest)
        subject = replace(subject, style=style, kind_field=_kind(subject, drawn, facts))
    # Who chose rows wants to see them all at first.
    fits = definition.fits_data or bool(drawn.where)
    return replace(definition, layers=(subject, *definition.layers[1:]), fits_data=fits)


def _kind(layer: MapLayer, drawn: Drawn, facts: Facts) -> str:
    """What the map's sentence counts by: what the colours tell, unless that is only yes or no."""
    if not drawn.by:
        return layer.kind_field
    return "" if facts.columns[drawn.by].type is FieldType.BOOLEAN else drawn.by


def _style(layer: MapLayer, drawn: Drawn, facts: Facts, where: Where | None, digest: str) -> PointStyle:
    colour = TONES[drawn.tone][1] if drawn.tone else layer.style.categories[-1].colour
    categories: tuple[Category, ...] = (Category("row", layer.title, colour, "round"),)
    title: Text = ""
    if drawn.by:
        field = facts.columns[drawn.by]
        categories = _categories(layer.collection, field, facts, where, digest)
        title = _title(field)
    size = facts.columns.get(drawn.size_by)
    return PointStyle(
        field=drawn.by,
        categories=categories,
        title=title,
        size_field=drawn.size_by,
        size_most=_most(layer.collection, size, facts.revision, where, digest) if size else 0.0,
        size_title=_title(size) if size else "",
        plain=facts.geometry_type if facts.geometry_type != GeometryType.NONE else GeometryType.ANY,
    )


def _title(field: Field) -> str:
    return in_language(field.titles) or field.name


def _categories(
    collection: str, field: Field, facts: Facts, where: Where | None, digest: str
) -> tuple[Category, ...]:
    """The most frequent values have a colour of their own, points a shape too; one more stands for all others."""
    pointed = facts.geometry_type in (GeometryType.POINT, GeometryType.ANY)
    values, more = _remembered(
        f"map-values:{collection}:{facts.revision}:{field.name}:{digest}",
        lambda: most_frequent(collection, field.name, where, len(PALETTE)),
    )
    # Codes stay in the order that whoever described them put them in.
    places: Mapping[Any, int] = {code: at for at, code in enumerate(field.codes)}
    ordered = sorted(values, key=lambda value: places.get(value, -1)) if field.codes else values
    named = [
        Category(
            f"value{at}", _words(field, value), colour, shape if pointed else "square", (_as_property(value),)
        )
        for at, (value, (colour, shape)) in enumerate(zip(ordered, PALETTE, strict=False))
    ]
    others = OTHERS if pointed else replace(OTHERS, shape="square")
    return (*named, others) if more or not named else tuple(named)


def _as_property(value: Any) -> str:
    """The value as a script writes what a tile carries."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return in_language(field.codes.get(value)) or str(value)


def _most(collection: str, field: Field, revision: int, where: Where | None, digest: str) -> float:
    if field.type not in NUMBERS:
        return 0.0
    found: float = _remembered(
        f"map-largest:{collection}:{revision}:{field.name}:{digest}",
        lambda: largest(collection, field.name, where),
    )
    return found


def _remembered(key: str, ask: Any) -> Any:
    found = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, REMEMBER_SECONDS)
    return found
