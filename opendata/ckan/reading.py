"""The actions, each from parameters to the `result` of CKAN's answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.http import urlencode

from cms.municipalities.querysets import current_municipality
from opendata.catalog.dcat.addresses import Addresses
from opendata.catalog.dcat.entries import Entry, entries_of
from opendata.catalog.models import Dataset, Licence
from opendata.catalog.offers import Distribution
from opendata.ckan import packages, parameters, rows, searching
from opendata.ckan.errors import NotFound
from opendata.ckan.parameters import Parameters
from opendata.tables.reading import facts_of

DEFAULT_ROWS, MAXIMUM_ROWS = 10, 1_000
# The version of CKAN's API whose answers these are like.
API_LIKE = "2.11.0"


@dataclass(frozen=True)
class Asked:
    """A request to an action."""

    addresses: Addresses
    given: Parameters
    # The action's own path, for links to more rows.
    path: str


def site_read(_asked: Asked) -> bool:
    """Everybody may read."""
    return True


def status_show(asked: Asked) -> dict[str, Any]:
    """What stands here, for clients that look before they ask."""
    town = current_municipality()
    return {
        "ckan_version": API_LIKE,
        "site_title": town.name,
        "site_description": town.tagline,
        "site_url": asked.addresses.root,
        "error_emails_to": None,
        "locale_default": settings.LANGUAGE_CODE,
        "extensions": ["datastore"],
    }


def package_list(asked: Asked) -> list[str]:
    """Names of all datasets, in order."""
    first = parameters.number(asked.given, "offset", 0, most=1_000_000)
    most = parameters.number(asked.given, "limit", 1_000_000, most=1_000_000)
    names = Dataset.objects.published().order_by("name").values_list("name", flat=True)
    return list(names[first : first + most])


def package_show(asked: Asked) -> dict[str, Any]:
    """A dataset by its name or identifier."""
    return packages.package(asked.addresses, _entry(parameters.text(asked.given, "id")))


def package_search(asked: Asked) -> dict[str, Any]:
    """Datasets by words and a few fields."""
    given = asked.given
    q, fq = parameters.text(given, "q", ""), parameters.text(given, "fq", "")
    more = given.get("fq_list")
    fq = " ".join([fq, *more]) if isinstance(more, list) and all(isinstance(one, str) for one in more) else fq
    sort = parameters.text(given, "sort", "score desc, metadata_modified desc")
    first = parameters.number(given, "start", 0, most=1_000_000)
    most = parameters.number(given, "rows", DEFAULT_ROWS, most=MAXIMUM_ROWS)
    found = searching.in_order(searching.matching(_all_entries(), q, fq), sort)
    chosen = found[first : first + most]
    return {
        "count": len(found),
        "sort": sort,
        "results": [packages.package(asked.addresses, entry) for entry in chosen],
        "facets": {},
        "search_facets": {},
    }


def resource_show(asked: Asked) -> dict[str, Any]:
    """One way to have a dataset."""
    code = parameters.text(asked.given, "id")
    entry, offer = _resource(code)
    position = list(entry.distributions).index(offer)
    return packages.resource(asked.addresses, entry, offer, position)


def datastore_search(asked: Asked) -> dict[str, Any]:
    """Rows. A dataset's name or identifier does as well as the id of one of its resources."""
    code = parameters.text(asked.given, "resource_id")
    name, between, _offer = code.rpartition(packages.BETWEEN)
    facts = facts_of(name if between else _name_of(code))
    if facts is None:
        raise NotFound(f'Resource "{code}" was not found.')
    question = rows.understood(facts, asked.given)
    found = {"resource_id": code, **rows.answer(facts, question)}
    return {**found, "_links": _links(asked, question)}


def license_list(_asked: Asked) -> list[dict[str, Any]]:
    """The terms that datasets may have here."""
    return [
        {
            "id": licence.spdx or licence.code,
            "title": licence.title,
            "url": licence.deed or licence.uri,
            "status": "active",
            "is_okd_compliant": True,
            "od_conformance": "approved",
        }
        for licence in Licence.objects.all()
    ]


def organization_list(asked: Asked) -> list[Any]:
    """The municipality alone."""
    whole = parameters.truth(asked.given, "all_fields", default=False)
    return [packages.organization(asked.addresses) if whole else "municipality"]


def help_show(asked: Asked) -> str:
    """What an action does."""
    name = parameters.text(asked.given, "name")
    if name not in ACTIONS:
        raise NotFound(f"Action {name}")
    return ACTIONS[name].__doc__ or ""


ACTIONS: dict[str, Callable[[Asked], Any]] = {
    action.__name__: action
    for action in (
        site_read, status_show, package_list, package_show, package_search, resource_show, datastore_search,
        license_list, organization_list, help_show,
    )
}  # fmt: skip


def _all_entries() -> list[Entry]:
    return entries_of(list(Dataset.objects.published().with_terms()))


def _is_uuid(code: str) -> bool:
    try:
        return str(UUID(code)) == code.lower()
    except ValueError:
        return False


def _name_of(code: str) -> str:
    """A dataset's name from its identifier; anything else is a name already."""
    if not _is_uuid(code):
        return code
    found = Dataset.objects.filter(identifier=code).values_list("name", flat=True).first()
    return found or code


def _entry(code: str) -> Entry:
    dataset = Dataset.objects.published().with_terms().filter(name=_name_of(code)).first()
    if dataset is None:
        raise NotFound("Dataset")
    return entries_of([dataset])[0]


def _resource(code: str) -> tuple[Entry, Distribution]:
    name, _between, wanted = code.rpartition(packages.BETWEEN)
    dataset = Dataset.objects.published().with_terms().filter(name=name).first()
    for entry in entries_of([dataset]) if dataset else ():
        for offer in entry.distributions:
            if offer.id == wanted:
                return entry, offer
    raise NotFound("Resource")


def _links(asked: Asked, question: rows.Question) -> dict[str, str]:
    """Addresses of the first rows and of the next ones, with everything else that was asked."""
    plain = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in asked.given.items()
        if name not in ("offset", "limit") and value is not None
    }
    limit = {"limit": str(question.limit)} if "limit" in asked.given else {}
    start = f"{asked.path}?{urlencode({**plain, **limit})}"
    offset = str(question.offset + question.limit)
    return {"start": start, "next": f"{asked.path}?{urlencode({**plain, **limit, 'offset': offset})}"}
