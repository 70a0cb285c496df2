"""Parameters of a map's address: where it looks, in which language, and what it filters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from maps.viewer import drawn as drawing
from maps.viewer.contract import Drawn, MapDefinition
from maps.viewer.drawn import read_drawn
from maps.viewer.errors import BadAddress
from maps.viewer.querysets import facts_of
from opendata.catalog.errors import BadCondition
from opendata.tables.querysets import Where, where_of

# A country fits on a telephone.
LEAST_ZOOM = 5
MOST_ZOOM = 19
# Marks that other sites hang on any link; a map is not broken by them.
FOREIGN_MARKS = ("utm_", "fbclid", "gclid", "mc_")
POSITION_PARAMETERS = ("lat", "lon", "zoom")
OWN_PARAMETERS = ("lang", *POSITION_PARAMETERS, "item", "whole", "v", *drawing.PARAMETERS)


class ViewForm(forms.Form):
    """Where a map looks: all empty means the town's own view, `whole` the box of all the data."""

    lang = forms.CharField(required=False, max_length=10)
    lat = forms.FloatField(required=False, min_value=-85, max_value=85)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180)
    zoom = forms.IntegerField(required=False, min_value=LEAST_ZOOM, max_value=MOST_ZOOM)
    item = forms.IntegerField(required=False, min_value=1)
    whole = forms.BooleanField(required=False)

    def __init__(self, *args: object, languages: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own positional arguments
        self.languages = languages

    def clean_lang(self) -> str:
        """One of the town's languages, or empty."""
        language: str = self.cleaned_data["lang"]
        if language and language not in self.languages:
            raise forms.ValidationError(
                _("This map speaks: %(languages)s."), params={"languages": ", ".join(self.languages)}
            )
        return language

    def clean(self) -> None:
        super().clean()
        if (self.cleaned_data.get("lat") is None) != (
            self.cleaned_data.get("lon") is None
        ) and not self.errors:
            self.add_error(None, _("Give lat and lon together, or neither."))


def position_in(query: QueryDict) -> dict[str, Any]:
    """`latitude`, `longitude`, `zoom` of a page's address. What makes no sense is left out: the page stands."""
    form = ViewForm({name: query.get(name, "") for name in POSITION_PARAMETERS}, languages=())
    form.is_valid()
    wanted = form.cleaned_data
    together = wanted.get("lat") is not None and wanted.get("lon") is not None
    found = {
        "latitude": wanted.get("lat") if together else None,
        "longitude": wanted.get("lon") if together else None,
        "zoom": wanted.get("zoom"),
    }
    return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class MapOptions:
    """A checked address of a map. `parameters` is the filter as it stands there, `ids` the rows it leaves.

    `drawn` is how its maker wants it drawn, `where` the rows that its conditions leave.
    """

    language: str
    latitude: float | None = None
    longitude: float | None = None
    zoom: int | None = None
    item: int | None = None
    whole: bool = False
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ids: QuerySet[Any, Any] | None = None
    drawn: Drawn = field(default_factory=Drawn)
    where: Where | None = None

    @property
    def narrowing(self) -> list[tuple[str, Any]]:
        """Filter and drawing as parameters, in a fixed order."""
        return [*sorted(self.parameters.items()), *self.drawn.parameters]

    @property
    def is_narrowed(self) -> bool:
        """Not all rows are shown."""
        return self.ids is not None or self.where is not None

    @property
    def filter_query(self) -> str:
        """The filter as the end of an address, in a fixed order; empty for none."""
        return urlencode(sorted(self.parameters.items()), doseq=True)

    @property
    def filter_digest(self) -> str:
        """Stands for the filter and the conditions in a cache key."""
        text = urlencode(self.narrowing, doseq=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""

    @property
    def is_somewhere(self) -> bool:
        """The address itself says where to look, or at what."""
        return any(value is not None for value in (self.latitude, self.zoom, self.item))

    @property
    def query(self) -> str:
        """Everything as the end of an address, in a fixed order."""
        own = {
            "lang": self.language,
            "lat": self.latitude,
            "lon": self.longitude,
            "zoom": self.zoom,
            "item": self.item,
            "whole": 1 if self.whole else None,
        }
        return urlencode([*((k, v) for k, v in own.items() if v is not None), *self.narrowing], doseq=True)


def read_options(
    query: QueryDict, definition: MapDefinition, languages: Sequence[str], language: str
) -> MapOptions:
    """The options in an address; `language` is used where the address names none. Raises BadAddress."""
    form = ViewForm(query, languages=languages)
    spoken = query.get("lang", "") if query.get("lang", "") in languages else language
    with override(spoken):
        problems: dict[str, list[str]] = {
            ("" if name == "__all__" else name): [str(error) for error in errors]
            for name, errors in form.errors.items()
        }
        listing = definition.listing
        known = listing.names if listing else frozenset()
        parameters = {
            name: query.getlist(name) for name in query if name in known and any(query.getlist(name))
        }
        for name in query:
            if name not in known and name not in OWN_PARAMETERS and not name.startswith(FOREIGN_MARKS):
                problems[name] = [gettext("This map does not know this parameter.")]
        ids = None
        if listing and parameters:
            narrowed = listing.narrowed(_query_of(parameters))
            if narrowed.is_valid():
                ids = narrowed.qs
            problems.update(
                {name: [str(error) for error in errors] for name, errors in narrowed.errors.items()}
            )
        drawn, where = _read_drawing(query, definition, problems)
        if problems:
            raise BadAddress(problems)
    wanted = form.cleaned_data
    return MapOptions(
        language=spoken,
        latitude=wanted["lat"],
        longitude=wanted["lon"],
        zoom=wanted["zoom"],
        item=wanted["item"],
        whole=wanted["whole"],
        parameters=parameters,
        ids=ids,
        drawn=drawn,
        where=where,
    )


def _read_drawing(
    query: QueryDict, definition: MapDefinition, problems: dict[str, list[str]]
) -> tuple[Drawn, Where | None]:
    """How it shall be drawn; what is wrong is added to the problems. No query where nothing is asked for."""
    drawn, wrong = read_drawn(query)
    where = None
    if drawn.where or drawn.needs_columns:
        collection = definition.subject.collection
        facts = facts_of([collection]).get(collection)
        known = facts.columns if facts else {}
        wrong.update(drawing.unknown_columns(drawn, list(known)))
        try:
            where = where_of(collection, drawn.where, known)
        except BadCondition as bad:
            wrong.setdefault("where", []).append(str(bad))
    problems.update(wrong)
    return drawn, where


def _query_of(parameters: Mapping[str, Sequence[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, list(values))
    return query
