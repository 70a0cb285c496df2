"""Which representation a request asks for: `f=` in the address, else the Accept header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter, NotAcceptable


@dataclass(frozen=True)
class Format:
    """One representation. `name` stands in `f=`; `accepts` are the media types that ask for it."""

    name: str
    media_type: str
    accepts: tuple[str, ...]
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


JSON = Format("json", "application/json", ("application/json",))
GEOJSON = Format("geojson", "application/geo+json", ("application/geo+json", "application/vnd.geo+json"))
# In the language of OGC API - Features the JSON of features is GeoJSON.
GEOJSON_AS_JSON = Format("json", "application/geo+json", ("application/json",))
# Rows without the frame of GeoJSON; only for who says so, as "application/json" means GeoJSON to its readers.
ROWS = Format("json", "application/json", ())
JSONFG = Format(
    "jsonfg", "application/vnd.ogc.fg+json", ("application/vnd.ogc.fg+json", "application/fg+json")
)
NDJSON = Format(
    "ndjson", "application/x-ndjson", ("application/x-ndjson", "application/ndjson", "application/jsonl")
)
GEOJSON_SEQ = Format("geojsonseq", "application/geo+json-seq", ("application/geo+json-seq",))
CSV = Format("csv", "text/csv", ("text/csv",), charset=True)
HTML = Format("html", "text/html", ("text/html", "application/xhtml+xml"), charset=True)
SCHEMA = Format("json", "application/schema+json", ("application/schema+json", "application/json"))
OPENAPI = Format(
    "json",
    "application/vnd.oai.openapi+json;version=3.0",
    ("application/vnd.oai.openapi+json", "application/json", "application/openapi+json"),
)


def asks_for_page(request: HttpRequest) -> bool:
    """Whether a page for people may be the answer, as far as the request tells."""
    wanted = request.GET.get("f")
    if wanted is not None:
        return wanted == HTML.name
    accept = request.META.get("HTTP_ACCEPT", "").lower()
    return any(media_type in accept for media_type in (*HTML.accepts, "text/*"))


def chosen_format(request: HttpRequest, offered: Sequence[Format]) -> Format:
    """The format to answer in; the first one offered where the request does not mind.

    Raises BadParameter for an `f` that is not offered, NotAcceptable when Accept names none of them.
    """
    wanted = request.GET.get("f")
    if wanted is not None:
        for candidate in offered:
            if candidate.name == wanted:
                return candidate
        names = ", ".join(dict.fromkeys(candidate.name for candidate in offered))
        raise BadParameter(_("“f” can be %(names)s here.") % {"names": names}, parameter="f")
    accept = request.META.get("HTTP_ACCEPT", "")
    if accept in ("", "*/*"):
        return offered[0]
    return _by_accept(accept, offered)


def _by_accept(accept: str, offered: Sequence[Format]) -> Format:
    best: tuple[float, int] | None = None
    found: Format | None = None
    for position, candidate in enumerate(offered):
        weight = max((_weight(accept, media_type) for media_type in candidate.accepts), default=0.0)
        rank = (weight, -position)
        if weight > 0 and (best is None or rank > best):
            best, found = rank, candidate
    if found is None:
        names = ", ".join(dict.fromkeys(candidate.media_type for candidate in offered))
        raise NotAcceptable(_("Answers can be: %(names)s.") % {"names": names})
    return found


def _weight(accept: str, media_type: str) -> float:
    """The weight (0 to 1) that an Accept header gives to a media type; the most precise range counts."""
    precision, weight = -1, 0.0
    family = media_type.split("/", maxsplit=1)[0]
    ranges = {media_type: 2, f"{family}/*": 1, "*/*": 0}
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        how_precise = ranges.get(name.lower(), -1)
        if how_precise > precision:
            precision, weight = how_precise, _quality(parameters)
    return weight


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _equals, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
