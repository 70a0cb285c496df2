"""A map as a document of its own, made to stand in anybody's frame, and its script."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from cms.municipalities.choices import BasemapKind
from cms.municipalities.models import Municipality
from maps.viewer.addresses import script_address
from maps.viewer.compose import compose
from maps.viewer.contract import MapDefinition
from maps.viewer.elements import script_of
from maps.viewer.errors import BadAddress, NoSuchMap
from maps.viewer.forms import MapOptions, read_options
from maps.viewer.legend import legend_of
from maps.viewer.plain_map import plain_map
from maps.viewer.querysets import counted, facts_of
from maps.viewer.registry import maps
from maps.viewer.styling import styled
from maps.viewer.summaries import list_address, whole_sentence

MINUTE = 60
YEAR = 31_536_000


def map_of(name: str) -> MapDefinition:
    """The map of that name. Raises NoSuchMap."""
    definition = maps.get(name) or plain_map(name)
    if definition is None:
        raise NoSuchMap(name)
    return definition


def town_of(request: HttpRequest) -> Municipality:
    """The municipality of the request."""
    return request.tenant  # type: ignore[attr-defined,no-any-return]  # set by the middleware


def language_of(request: HttpRequest) -> str:
    """The visitor's language among the town's."""
    languages = town_of(request).languages
    wanted = get_language_from_request(request)
    return wanted if wanted in languages else languages[0]


def options_of(request: HttpRequest, definition: MapDefinition) -> MapOptions:
    """The checked options of a map's address. Raises BadAddress."""
    return read_options(request.GET, definition, town_of(request).languages, language_of(request))


def map_as_asked(request: HttpRequest, name: str) -> tuple[MapDefinition, MapOptions]:
    """The map of that name in the style of its address. Raises NoSuchMap and BadAddress."""
    definition = map_of(name)
    options = options_of(request, definition)
    with override(options.language):
        return styled(definition, options.drawn, options.where, options.filter_digest), options


@require_safe
@xframe_options_exempt
def embed(request: HttpRequest, name: str) -> HttpResponse:
    """The document at /maps/embed/<name>/. Any site may frame it; only a town's ground may be foreign."""
    try:
        definition, options = map_as_asked(request, name)
    except NoSuchMap:
        return open_to_frames(trouble(request, 404, {}))
    except BadAddress as bad:
        return open_to_frames(trouble(request, 400, dict(bad.problems)))
    town = town_of(request)
    with override(options.language):
        context = {
            "definition": definition,
            "options": options,
            "municipality": town,
            "script": script_address(
                definition.name, options, stamp_of(script_text(definition, town, options))
            ),
            "legend": legend_of(definition),
            "list_url": list_address(definition, options),
            "sentence": whole_sentence(definition, whole_count(definition, options)),
        }
        response = render(request, "viewer/embed.html", context)
    response["Cache-Control"] = f"public, max-age={MINUTE}"
    response["Content-Language"] = options.language
    if not request.GET.get("lang"):
        patch_vary_headers(response, ["Accept-Language"])
    return open_to_frames(allow_ground(response, town))


@require_safe
@gzip_page
def script(request: HttpRequest, name: str) -> HttpResponse:
    """The map's own script. With its current stamp it may be kept for a year, otherwise for a minute."""
    try:
        definition, options = map_as_asked(request, name)
    except NoSuchMap:
        return HttpResponse("// There is no such map.\n", status=404, content_type=JAVASCRIPT)
    except BadAddress as bad:
        names = ", ".join(sorted(problem for problem in bad.problems if problem.isidentifier()))
        return HttpResponse(f"// Bad parameters: {names}\n", status=400, content_type=JAVASCRIPT)
    text = script_text(definition, town_of(request), options)
    response = HttpResponse(text, content_type=JAVASCRIPT)
    current = request.GET.get("v") == stamp_of(text)
    response["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if current else f"public, max-age={MINUTE}"
    )
    return response


JAVASCRIPT = "text/javascript; charset=utf-8"


def script_text(definition: MapDefinition, town: Municipality, options: MapOptions) -> str:
    """The script of a map: the same options on the same data give the same text."""
    return script_of(compose(definition, town, options))


def whole_count(definition: MapDefinition, options: MapOptions) -> int:
    """How many the filter leaves; without one the shelf knows the number by heart."""
    if options.where is not None:
        return remembered_count(definition.subject.collection, options)
    if options.ids is not None:
        return options.ids.count()
    facts = facts_of([definition.subject.collection]).get(definition.subject.collection)
    return facts.row_count if facts else 0


def remembered_count(collection: str, options: MapOptions) -> int:
    """How many rows of a collection meet the conditions, counted once a revision."""
    facts = facts_of([collection]).get(collection)
    if facts is None or options.where is None:
        return 0
    key = f"map-count:{collection}:{facts.revision}:{options.filter_digest}"
    found: int | None = cache.get(key)
    if found is None:
        found = counted(collection, options.where)
        cache.set(key, found)
    return found


def stamp_of(text: str) -> str:
    """Changes when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def trouble(request: HttpRequest, status: int, problems: dict[str, Any]) -> HttpResponse:
    """A small page that fits a frame and says what is wrong with the address."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in town_of(request).languages else language_of(request)
    with override(language):
        return render(request, "viewer/trouble.html", {"status": status, "problems": problems}, status=status)


def open_to_frames(response: HttpResponse) -> HttpResponse:
    """Lets every site show this document in a frame."""
    policy = getattr(response, "_csp_replace", {})
    response._csp_replace = {**policy, "frame-ancestors": ["*"]}  # type: ignore[attr-defined]  # read by django-csp
    return response


def allow_ground(response: HttpResponse, town: Municipality) -> HttpResponse:
    """Lets this one document load the ground from the host that the town has chosen."""
    host = ground_host(town)
    if host:
        directive = "img-src" if town.basemap_kind == BasemapKind.XYZ else "connect-src"
        response._csp_update = {directive: [host]}  # type: ignore[attr-defined]  # read by django-csp
    return response


def ground_host(town: Municipality) -> str:
    """`https://*.tiles.example` for a ground on another host, empty for one of our own."""
    if town.basemap_kind not in (BasemapKind.XYZ, BasemapKind.PMTILES):
        return ""
    parts = urlsplit(town.basemap_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    host = parts.netloc.rpartition("@")[2]
    if "{s}" in host:
        host = "*." + host.rpartition("{s}")[2].lstrip(".")
    # What cannot be a host would break the policy of the whole document.
    if any(sign in host for sign in " ;,'\"{}"):
        return ""
    return f"{parts.scheme}://{host}"
