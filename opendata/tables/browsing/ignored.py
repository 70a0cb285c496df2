"""What an address asks and the page does not know: told, so that nobody takes all rows for those that were meant."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict

from opendata.catalog.browsing import NoFilter
from opendata.tables.contract import Field

# Parameters of the page itself, and of the ways that lead here.
OF_THE_PAGE = frozenset({"page", "all", "view", "fresh"})
OF_THE_INTERFACE = frozenset({"bbox", "datetime", "filter", "limit", "properties", "q", "revision", "sortby"})
# Campaigns and networks mark their links with them.
TRACKS = ("utm_", "mtm_", "pk_", "hsa_", "_ga", "_gl")
TRACKING = frozenset(
    [
        "dclid",
        "fbclid",
        "gad_source",
        "gbraid",
        "gclid",
        "igshid",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "ref",
        "srsltid",
        "ttclid",
        "twclid",
        "wbraid",
        "yclid",
    ]
)
MOST_TOLD = 5
LONGEST_NAME = 60


def ignored_in(
    query: QueryDict, *, inputs: Iterable[str], fields: Iterable[Field], name: str, active: str
) -> list[NoFilter]:
    """Each parameter that changes nothing; with where the open API answers it together with the filters that count."""
    inputs, columns = set(inputs), {field.name for field in fields}
    found = []
    for given, value in query.items():
        if given in inputs or given in OF_THE_PAGE or given in TRACKING or given.startswith(TRACKS):
            continue
        answered = given in OF_THE_INTERFACE or given.partition("__")[0] in columns
        asked = "&".join(filter(None, ("f=html", active, urlencode({given: value}))))
        url = f"/api/v1/collections/{name}/items?{asked}" if answered and value else ""
        found.append(NoFilter(given[:LONGEST_NAME], url))
    return found[:MOST_TOLD]
