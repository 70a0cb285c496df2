"""A dataset in schema.org's words, for search engines (Google's rules for Dataset)."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.kit.texts import in_language
from opendata.catalog.dcat.addresses import Addresses, public_root
from opendata.catalog.dcat.entries import Entry, Town, entry_for, town_of_catalogue
from opendata.catalog.models import Dataset
from opendata.catalog.offers import Distribution

# So that a text cannot end the block that it stands in.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_data(dataset: Dataset) -> SafeString:
    """`<script type="application/ld+json">…</script>`: data, which browsers never run."""
    addresses = Addresses(public_root())
    content = described(addresses, town_of_catalogue(), entry_for(dataset))
    text = json.dumps(content, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def described(addresses: Addresses, town: Town, entry: Entry) -> dict[str, Any]:
    """The JSON-LD; what is not known is left out."""
    dataset, municipality = entry.dataset, town.municipality
    publisher = {
        "@type": "GovernmentOrganization",
        "@id": addresses.publisher,
        "name": municipality.name,
        "url": f"{addresses.root}/",
        "email": municipality.email,
        "telephone": municipality.phone,
    }
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": addresses.dataset(dataset.name),
        "url": addresses.page(dataset.name),
        "identifier": dataset.urn,
        "name": dataset.title,
        "description": dataset.description or dataset.title,
        "inLanguage": get_language(),
        "keywords": dataset.words,
        "license": dataset.licence.deed or dataset.licence.uri,
        "isAccessibleForFree": True,
        "datePublished": dataset.issued.isoformat(),
        "dateModified": entry.modified.isoformat(),
        "version": entry.version,
        "creator": _without_empty(publisher),
        "publisher": _without_empty(publisher),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": addresses.catalogue,
            "url": addresses.page(),
        },
        "spatialCoverage": _place(entry, town),
        "temporalCoverage": _period(dataset),
        "distribution": [_download(addresses, dataset, offer) for offer in entry.distributions],
    }
    return _without_empty(found)


def _without_empty(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value not in ("", None, [])}


def _place(entry: Entry, town: Town) -> dict[str, Any] | None:
    box = (entry.facts.extent if entry.facts else None) or town.box
    if box is None:
        return None
    west, south, east, north = box
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {"@type": "Place", "name": town.municipality.name, "geo": shape}


def _period(dataset: Dataset) -> str:
    if not (dataset.covers_from or dataset.covers_until):
        return ""
    return "/".join(day.isoformat() if day else ".." for day in (dataset.covers_from, dataset.covers_until))


def _download(addresses: Addresses, dataset: Dataset, offer: Distribution) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "DataDownload",
            "@id": addresses.distribution(dataset.name, offer.id),
            "name": in_language(offer.titles),
            "encodingFormat": offer.media_type,
            "contentUrl": addresses.absolute(offer.download_path or offer.access_path),
            "contentSize": f"{offer.byte_size} B" if offer.byte_size is not None else None,
            "sha256": offer.sha256,
        }
    )
