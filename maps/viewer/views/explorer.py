"""The explorer: all registers, and one register as a map and the same as a list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from cms.theme.templatetags.theme import figure
from maps.viewer.addresses import embed_address
from maps.viewer.contract import MapDefinition
from maps.viewer.forms import POSITION_PARAMETERS, MapOptions, position_in
from maps.viewer.querysets import facts_of
from maps.viewer.registry import maps

PAGE_SIZE = 30
VIEWS = ("map", "list")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/<lang>/maps/`: a card for each register."""
    facts = facts_of(definition.subject.collection for definition in maps)
    cards = [
        {
            "definition": definition,
            "url": reverse(definition.list_url, args=[definition.name]),
            "picture": f"{reverse('maps_viewer:picture', args=[definition.name])}?lang={get_language()}",
            "count": definition.count_words(facts[definition.subject.collection].row_count),
        }
        for definition in maps
        if definition.subject.collection in facts
    ]
    return render(
        request,
        "viewer/index.html",
        {"page_title": gettext("Maps"), "cards": cards, "breadcrumbs": [home()]},
    )


def home() -> dict[str, str]:
    """The first step of the way to a page."""
    return {"title": gettext("Home"), "url": f"/{get_language()}/"}


@require_safe
def register(request: HttpRequest, name: str) -> HttpResponse:
    """`/<lang>/maps/<name>/`: a register as map and list under one filter; `?view=` shows one of them."""
    definition = maps.get(name)
    if definition is None:
        raise Http404
    filterset = definition.listing.narrowed(request.GET) if definition.listing else None
    valid = filterset is None or filterset.is_valid()
    parameters = set_parameters(definition, request.GET) if valid else {}
    facts = facts_of([definition.subject.collection]).get(definition.subject.collection)
    total = facts.row_count if facts else 0
    page = listed(filterset, request.GET.get("page", "")) if filterset is not None and valid else None
    view = request.GET.get("view", "")
    position = position_in(request.GET)
    options = MapOptions(
        language=get_language() or "", item=chosen_item(request.GET), parameters=parameters, **position
    )
    context = {
        "page_title": definition.title,
        "page_description": definition.sentence,
        "breadcrumbs": [home(), {"title": gettext("Maps"), "url": reverse("maps:index")}],
        "definition": definition,
        "view": view if view in VIEWS else "",
        "embed_url": embed_address(definition.name, options),
        "embed_code": embed_code(request, definition, options),
        "filterset": filterset,
        "active": len(parameters),
        "page_obj": page,
        "sentence": found_sentence(
            definition, page.paginator.count if page is not None else total, total, bool(parameters)
        ),
        "figures": definition.figures() if definition.figures else (),
        "list_template": definition.listing.template if definition.listing else "",
        "map_url": address_of({**parameters, **(kept_position(request.GET) if position else {})}, view="map"),
        "list_url": address_of({**parameters, **order_of(definition, request.GET)}, view="list"),
    }
    return render(request, "viewer/register.html", context, status=200 if valid else 400)


def set_parameters(definition: MapDefinition, query: QueryDict) -> dict[str, list[str]]:
    """The filter's parameters that say something; the others only make addresses long."""
    names = definition.listing.names if definition.listing else frozenset()
    kept = {name: [value for value in query.getlist(name) if value] for name in query if name in names}
    return {name: values for name, values in kept.items() if values}


def listed(filterset: FilterSet, number: str) -> Page[Any]:
    """A page of the list; a number that is none of its pages gives the nearest one."""
    return Paginator(filterset.qs, PAGE_SIZE).get_page(number)


def chosen_item(query: QueryDict) -> int | None:
    """The item that the map opens with."""
    text = query.get("item", "")
    return int(text) if text.isdecimal() and len(text) < 19 and int(text) else None


def kept_position(query: QueryDict) -> dict[str, list[str]]:
    """Where the map looks, as it stands in the address."""
    return {name: query.getlist(name)[-1:] for name in POSITION_PARAMETERS if query.get(name)}


def found_sentence(definition: MapDefinition, found: int, total: int, narrowed: bool) -> str:
    """ "312 of 20,412 trees fit the filter."."""
    if not narrowed:
        return gettext("%(total)s.") % {"total": definition.count_words(total)}
    if not found:
        return gettext("Nothing fits this filter. Try with fewer conditions.")
    return ngettext(
        "%(found)s of %(total)s fits the filter.", "%(found)s of %(total)s fit the filter.", found
    ) % {"found": figure(found), "total": definition.count_words(total)}


def order_of(definition: MapDefinition, query: QueryDict) -> dict[str, list[str]]:
    """The order of the list, as far as the address names one."""
    name = definition.listing.order if definition.listing else ""
    return {name: query.getlist(name)} if name and query.get(name) else {}


def address_of(parameters: dict[str, list[str]], *, view: str) -> str:
    """This page under the same filter, seen as `view`."""
    query = QueryDict(mutable=True)
    for name, values in sorted(parameters.items()):
        query.setlist(name, values)
    query["view"] = view
    return f"?{query.urlencode()}"


def embed_code(request: HttpRequest, definition: MapDefinition, options: MapOptions) -> str:
    """What another site puts into its own page."""
    return render_to_string(
        "viewer/embed_code.html",
        {
            "src": request.build_absolute_uri(embed_address(definition.name, options)),
            "title": definition.title,
            "municipality": request.tenant,  # type: ignore[attr-defined]  # set by the middleware
        },
    ).strip()
