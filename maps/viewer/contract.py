"""What a map is made of: a layer drawn from a collection, how it looks, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from opendata.catalog.contract import Condition

Text = str | Promise


@dataclass(frozen=True)
class Category:
    """Things drawn alike: a colour and a shape (shapes.py), so that nobody has to tell colours apart.

    `values` are those of the style's field; a botanical name belongs where its genus (first word) does.
    """

    code: str
    title: Text
    colour: str
    shape: str
    values: Sequence[str] = ()


@dataclass(frozen=True)
class PointStyle:
    """Points as symbols of true size: crowns of trees. The last category takes what no other claims."""

    field: str
    categories: Sequence[Category]
    # Radius in metres: `base + per_unit * value of size_field`; `usual` where the value is missing.
    size_field: str = ""
    base: float = 1.0
    per_unit: float = 0.0
    usual: float = 2.5
    # A field that is true for what deserves a ring, and the ring's words in the legend.
    ring_field: str = ""
    ring_title: Text = ""
    # Only an outline, for places where something is missing.
    hollow: bool = False
    # Below this zoom points are a fine grain that shows where many are, above it symbols.
    symbol_zoom: int = 14
    # The kind of geometry of a collection that is drawn as it is, points in pixels and not in metres.
    plain: str = ""
    # Of such a collection: what the colours tell; what the sizes tell, and the value that is drawn largest.
    title: Text = ""
    size_title: Text = ""
    size_most: float = 0.0


@dataclass(frozen=True)
class Listing:
    """The same things as a list. Its filters narrow the map as well, by the very same code.

    `filterset` is a django-filter class over `queryset()`, whose keys are the row ids of the collection.
    """

    filterset: type[FilterSet]
    queryset: Callable[[], QuerySet[Any, Any]]
    # A template that shows `page_obj` (a page of the queryset).
    template: str
    # The parameter that only puts things in order: a map has none.
    order: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Parameters of an address that narrow; the order is not among them."""
        names = set()
        for name, filter_ in self.filterset.base_filters.items():
            if name == self.order:
                continue
            # A range is two parameters. The field itself cannot be made without a request.
            widget = filter_.extra.get("widget") or filter_.field_class.widget
            suffixes = getattr(widget, "suffixes", ("",))
            names |= {f"{name}_{suffix}" if suffix else name for suffix in suffixes}
        return frozenset(names)

    def narrowed(self, query: QueryDict) -> FilterSet:
        """The filters with the values of an address."""
        return self.filterset(query, queryset=self.queryset())


@dataclass(frozen=True)
class FigureInWords:
    """One number and what it counts."""

    value: int
    label: str


@dataclass(frozen=True)
class MapLayer:
    """A collection on a map, and the card of one of its items. {language} is filled into field names."""

    collection: str
    title: Text
    style: PointStyle
    card_template: str
    card_fields: Sequence[str]
    # What an item is: the card's title, and what the map's sentence counts by.
    kind_field: str
    # Name of the address of an item's own page, reversed with the row id.
    item_url: str = ""
    shown: bool = True
    # (collection, row id) -> what the card shows; None for no such row. Empty: the card fields.
    describe: Callable[[str, int], dict[str, Any] | None] | None = None


@dataclass(frozen=True)
class MapDefinition:
    """A map with a name, an address and a list that shows the same. Its first layer is what it is about."""

    name: str
    title: Text
    sentence: Text
    layers: Sequence[MapLayer]
    # (number of things) -> "20,412 trees", in the page's language.
    count_words: Callable[[int], str]
    # Name of the address of the list, reversed with the map's name.
    list_url: str
    listing: Listing | None = None
    # Three or four numbers for the head of the page, in the page's language.
    figures: Callable[[], Sequence[FigureInWords]] | None = None
    # Where on the list's page the list is.
    list_fragment: str = ""
    # Looks at all its data at first, not at the town's centre.
    fits_data: bool = False

    @property
    def script_name(self) -> str:
        """The name as part of a name in a script."""
        return self.name.replace("-", "_")

    @property
    def subject(self) -> MapLayer:
        """The layer that filters, counts and the list are about."""
        return self.layers[0]

    def layer(self, collection: str) -> MapLayer | None:
        """The layer of that collection, or None."""
        return next((layer for layer in self.layers if layer.collection == collection), None)


Row = dict[str, Any]

# One colour for everything. Each stands out from the ground, and a town's own is the first.
TONES: dict[str, tuple[Text, str]] = {
    "accent": (_("Red"), "#c2512f"),
    "olive": (_("Green"), "#4d6b2c"),
    "plum": (_("Purple"), "#8a3f7f"),
    "amber": (_("Amber"), "#b36b00"),
    "ink": (_("Dark grey"), "#3c4854"),
}


@dataclass(frozen=True)
class Drawn:
    """How somebody wants a map drawn. All empty: as it is drawn by itself. `by`, `size_by`: columns."""

    where: tuple[Condition, ...] = ()
    by: str = ""
    size_by: str = ""
    tone: str = ""

    @property
    def is_styled(self) -> bool:
        """Whether anything of its looks is asked for."""
        return bool(self.by or self.size_by or self.tone)

    @property
    def needs_columns(self) -> bool:
        """Whether a tile must carry columns that the ready tiles may have left out."""
        return bool(self.by or self.size_by)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """For an address, in a fixed order."""
        conditions = [f"{one.column}.{one.comparison}.{one.value}" for one in self.where]
        plain = [("by", self.by), ("size_by", self.size_by), ("tone", self.tone)]
        return [*(("where", text) for text in conditions), *((name, value) for name, value in plain if value)]
