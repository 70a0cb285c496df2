"""Links of the API's documents: absolute, with type, keeping what was asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from cms.kit.api.formats import Format
from opendata.tables.reading import Facts

Link = dict[str, Any]


def root(request: HttpRequest) -> str:
    """The landing page's absolute address, with a slash at its end."""
    return request.build_absolute_uri(reverse("api_landing"))


def collection_url(request: HttpRequest, name: str) -> str:
    """A collection's absolute address."""
    return f"{root(request)}collections/{quote(name)}"


def item_url(request: HttpRequest, name: str, fid: str) -> str:
    """A feature's absolute address."""
    return f"{collection_url(request, name)}/items/{quote(fid, safe='')}"


def item_page_url(request: HttpRequest, facts: Facts, fid: str) -> str:
    """A feature as a page for people, of the same revision as the facts."""
    asked = {"f": "html", **({"revision": str(facts.then.revision)} if facts.then else {})}
    return f"{item_url(request, facts.name, fid)}?{urlencode(asked)}"


def link(href: str, rel: str, media_type: str, title: object = "") -> Link:
    """One link object."""
    made: Link = {"href": href, "rel": rel, "type": media_type}
    if title:
        made["title"] = str(title)
    return made


def with_parameters(request: HttpRequest, **changes: str) -> str:
    """The request's address with some parameters set; all others kept, in their order, percent-encoded."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values if name not in changes]
    address = request.build_absolute_uri(request.path)
    query = urlencode([*pairs, *changes.items()], quote_via=quote)
    return f"{address}?{query}" if query else address


def drop_empty(request: HttpRequest) -> None:
    """Leaves the parameters that have a value: a form sends its empty inputs too."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if any(values):
            kept.setlist(name, [value for value in values if value])
    request.GET = kept  # type: ignore[assignment]  # the stubs know only the immutable one


def own_address(request: HttpRequest) -> str:
    """The request's own address, as it was asked; letters that a careless client left bare are encoded."""
    return (
        request.build_absolute_uri() if request.META["QUERY_STRING"].isascii() else with_parameters(request)
    )


def self_and_alternates(request: HttpRequest, chosen: Format, offered: tuple[Format, ...]) -> list[Link]:
    """`self` repeats the request exactly; `alternate` is the same in each other format."""
    links = [link(own_address(request), "self", chosen.media_type)]
    seen = {chosen.media_type}
    for other in offered:
        if other.media_type not in seen:
            seen.add(other.media_type)
            links.append(link(with_parameters(request, f=other.name), "alternate", other.media_type))
    return links
