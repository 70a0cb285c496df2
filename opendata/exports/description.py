"""What a file tells of itself, as plain JSON: the building process knows no database."""

from __future__ import annotations

from typing import Any, TypedDict

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.kit.schemas import town_connection
from cms.kit.texts import in_language
from opendata.catalog.models import Dataset
from opendata.tables.contract import Field
from opendata.tables.describing import field_to_json
from opendata.tables.reading import Facts


class Licence(TypedDict):
    """Terms of use."""

    code: str
    title: str
    uri: str
    deed: str


class Description(TypedDict):
    """A collection as its files describe it. Texts without a language are in the portal's.

    `names`: the fields' names, then what id, geometry, longitude and latitude are called beside them.
    """

    name: str
    title: str
    text: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    keywords: dict[str, list[str]]
    publisher: str
    licence: Licence
    revision: int
    published: str
    time_zone: str
    geometry_type: str
    fields: list[dict[str, Any]]
    names: dict[str, str]
    words: dict[str, str]


def describe(facts: Facts) -> Description:
    """Everything about the revision that `facts` tells of. One query."""
    dataset = Dataset.objects.select_related("licence").get(name=facts.name)
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        return {
            "name": facts.name,
            "title": in_language(facts.titles, language) or facts.name,
            "text": in_language(facts.descriptions, language),
            "titles": dict(facts.titles),
            "descriptions": dict(facts.descriptions),
            "keywords": {code: list(words) for code, words in dataset.keywords.items()},
            "publisher": str(town_connection.tenant.name),
            "licence": {
                "code": dataset.licence.code,
                "title": dataset.licence.title,
                "uri": dataset.licence.uri,
                "deed": dataset.licence.deed or dataset.licence.uri,
            },
            "revision": facts.revision,
            "published": facts.updated_at.isoformat(),
            "time_zone": timezone.get_default_timezone_name(),
            "geometry_type": facts.geometry_type.value,
            "fields": [field_to_json(field) for field in facts.fields],
            "names": own_names(facts.fields),
            "words": _words(),
        }


def own_names(fields: tuple[Field, ...]) -> dict[str, str]:
    """Names for what stands beside the fields; an underscore before one that a field has, as in the API's CSV."""
    taken = {field.name.lower() for field in fields}

    def free(name: str) -> str:
        return name if name not in taken else free(f"_{name}")

    return {name: free(name) for name in ("id", "geometry", "longitude", "latitude", "bbox")}


def _words() -> dict[str, str]:
    """Words of the files themselves."""
    return {
        "data": _("Data"),
        "columns": _("Columns"),
        "name": _("Name"),
        "title": _("Title"),
        "meaning": _("Meaning"),
        "unit": _("Unit"),
        "type": _("Type"),
        "id": _("Number of the row, which stays"),
        "longitude": _("Longitude (WGS 84)"),
        "latitude": _("Latitude (WGS 84)"),
        "point_inside": _("Of a point inside the shape; GeoPackage and GeoParquet hold the shapes."),
        "licence": _("Licence"),
        "publisher": _("Publisher"),
        "revision": _("Revision"),
        "published": _("Published"),
        "local_time": _("Times are those of %(zone)s."),
        "cut": _("%(count)s texts were longer than a cell holds and are cut."),
        "short_name": _("Name in the Shapefile"),
    }
