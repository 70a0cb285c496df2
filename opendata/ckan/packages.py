"""Datasets as CKAN's packages, distributions as its resources."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from opendata.catalog.dcat.addresses import Addresses
from opendata.catalog.dcat.datasets import titles_of
from opendata.catalog.dcat.entries import Entry
from opendata.catalog.models import Dataset
from opendata.catalog.offers import Distribution

# Neither a dataset's name nor a distribution's id ends or begins with a hyphen.
BETWEEN = "--"
# Formats whose rows datastore_search gives.
# The EU's table of file types calls all of these BIN; people who look for a format know it by its name.
FORMATS = {
    "application/flatgeobuf": "FlatGeobuf",
    "application/vnd.pmtiles": "PMTiles",
    "application/vnd.mapbox-vector-tile": "MVT",
}
TABLES = {"CSV", "GEOJSON", "JSON", "XLSX", "GPKG", "PARQUET"}


def moment(value: datetime | None) -> str | None:
    """CKAN's moments are in UTC and do not say so."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() if value else None


def resource_id(name: str, offer: Distribution) -> str:
    """Stays while the dataset's name and the way to have it do."""
    return f"{name}{BETWEEN}{offer.id}"


def organization(addresses: Addresses) -> dict[str, Any]:
    """The municipality: every dataset's organisation."""
    town = current_municipality()
    return {
        "id": str(uuid5(NAMESPACE_URL, addresses.publisher)),
        "name": "municipality",
        "title": town.name,
        "type": "organization",
        "description": town.tagline,
        "image_url": "",
        "created": moment(town.created_at),
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def resource(addresses: Addresses, entry: Entry, offer: Distribution, position: int) -> dict[str, Any]:
    """One distribution."""
    return {
        "id": resource_id(entry.name, offer),
        "package_id": str(entry.dataset.identifier),
        "name": in_language(offer.titles),
        "description": in_language(offer.descriptions),
        "url": addresses.absolute(offer.download_path or offer.access_path),
        "url_type": None,
        "resource_type": None if offer.service is None else "api",
        "format": FORMATS.get(offer.media_type, offer.file_type),
        "mimetype": offer.media_type,
        "size": offer.byte_size,
        "hash": f"sha256:{offer.sha256}" if offer.sha256 else "",
        "created": moment(offer.issued),
        "last_modified": moment(offer.modified),
        "metadata_modified": moment(offer.modified or entry.modified),
        "position": position,
        "state": "active",
        "datastore_active": entry.facts is not None and offer.file_type in TABLES,
        "cache_last_updated": None,
        "cache_url": None,
        "mimetype_inner": None,
    }


def package(addresses: Addresses, entry: Entry) -> dict[str, Any]:
    """A dataset with all that CKAN's own fields can hold; the rest stands in `extras`."""
    dataset, owner = entry.dataset, organization(addresses)
    resources = [
        resource(addresses, entry, offer, position) for position, offer in enumerate(entry.distributions)
    ]
    tags = list(dict.fromkeys(word for words in dataset.keywords.values() for word in words))
    contact = dataset.contact
    town = current_municipality()
    return {
        "id": str(dataset.identifier),
        "name": dataset.name,
        "title": dataset.title,
        "title_translated": titles_of(dataset),
        "notes": dataset.description,
        "notes_translated": {code: text for code, text in dataset.descriptions.items() if text},
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": True,
        "url": addresses.page(dataset.name),
        "version": entry.version,
        "author": owner["title"],
        "author_email": town.email,
        "maintainer": str(contact) if contact else owner["title"],
        "maintainer_email": (contact.email if contact else "") or town.email,
        "license_id": dataset.licence.spdx or dataset.licence.code,
        "license_title": dataset.licence.title,
        "license_url": dataset.licence.deed or dataset.licence.uri,
        "metadata_created": moment(dataset.issued),
        "metadata_modified": moment(entry.modified),
        "creator_user_id": None,
        "owner_org": owner["id"],
        "organization": owner,
        "groups": [group(theme) for theme in dataset.themes.all()],
        "tags": [tag(word) for word in tags],
        "num_tags": len(tags),
        "resources": resources,
        "num_resources": len(resources),
        "extras": [{"key": key, "value": value} for key, value in _extras(addresses, entry).items() if value],
        "relationships_as_subject": [],
        "relationships_as_object": [],
    }


def group(theme: Any) -> dict[str, Any]:
    """A subject as one of CKAN's groups."""
    return {
        "id": theme.uri,
        "name": theme.code.lower(),
        "title": theme.title,
        "display_name": theme.title,
        "description": "",
        "image_display_url": "",
    }


def tag(word: str) -> dict[str, Any]:
    """A keyword."""
    return {"id": word, "name": word, "display_name": word, "state": "active", "vocabulary_id": None}


def _extras(addresses: Addresses, entry: Entry) -> dict[str, str]:
    dataset: Dataset = entry.dataset
    return {
        "identifier": dataset.urn,
        "uri": addresses.dataset(dataset.name),
        "issued": moment(dataset.issued) or "",
        "modified": moment(entry.modified) or "",
        "frequency": f"http://publications.europa.eu/resource/authority/frequency/{dataset.update_frequency}",
        "language": json.dumps(
            [
                f"http://publications.europa.eu/resource/authority/language/{code}"
                for code in dataset.languages
            ]
        ),
        "theme": json.dumps([theme.uri for theme in dataset.themes.all()]),
        "access_rights": f"http://publications.europa.eu/resource/authority/access-right/{dataset.access_rights}",
        "temporal_start": dataset.covers_from.isoformat() if dataset.covers_from else "",
        "temporal_end": dataset.covers_until.isoformat() if dataset.covers_until else "",
        "provenance": in_language(dataset.provenance),
        "documentation": dataset.documentation_url,
        "spatial": _spatial(entry),
    }


def _spatial(entry: Entry) -> str:
    if entry.facts is None or entry.facts.extent is None:
        return ""
    west, south, east, north = entry.facts.extent
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})
