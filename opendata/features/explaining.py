"""The parameters of items in plain words, for the API's page."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from opendata.features.names import DEFAULT_LIMIT, MAXIMUM_LIMIT


def explained() -> list[tuple[tuple[str, ...], str]]:
    """Names of parameters that belong together, and what they do."""
    limits = {
        "default": number_format(DEFAULT_LIMIT, force_grouping=True),
        "maximum": number_format(MAXIMUM_LIMIT, force_grouping=True),
    }
    return [
        (("f",), _("Format: geojson, json (plain rows), csv, ndjson, geojsonseq, jsonfg or html.")),
        (
            ("limit",),
            _(
                "Features on a page: %(default)s unless you say otherwise, at most %(maximum)s. CSV and NDJSON"
                " without it hold everything."
            )
            % limits,
        ),
        (
            ("bbox", "bbox-crs"),
            _(
                "Only what lies in a box: west, south, east, north in degrees, or in the reference system that"
                " you name. Features without a place are always included."
            ),
        ),
        (
            ("datetime",),
            _(
                "Only what is of a time, by the first property that is a date: a day, a moment, or two of them"
                " with “/” between. Features without a date are always included."
            ),
        ),
        (("species", "girth_cm__gte"), _("A property with its value, or compared: __gt, __gte, __lt, __lte,"
          " __in, __isnull, __contains, __startswith. These names are examples.")),
        (
            ("filter", "filter-lang", "filter-crs"),
            _("A condition in CQL2, as text or as JSON (filter-lang=cql2-json), with geometries in a system."),
        ),
        (("q",), _("Words to find in any text. Capitals and accents make no difference.")),
        (("sortby",), _("The order: names with commas between, each with + or - before.")),
        (("properties",), _("Only these properties, with commas between.")),
        (("crs",), _("The reference system of the coordinates in the answer.")),
        (("revision",), _("The rows as they were in an earlier revision.")),
        (
            ("after",),
            _("Is in every “next” link: follow the link to read on, however many pages there are."),
        ),
        (("bom",), _("1: a CSV that spreadsheets open with the right letters.")),
    ]  # fmt: skip
