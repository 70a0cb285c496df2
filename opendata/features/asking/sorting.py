"""The `sortby` parameter: names with a sign before, `sortby=+species,-girth`."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.tables.reading import Facts
from opendata.tables.shelf.ordering import SortKey

MOST_KEYS = 5


def order_of(text: str, facts: Facts) -> tuple[SortKey, ...]:
    """The keys in their order; BadParameter for a name that the collection does not have."""
    fields = facts.by_name
    keys = []
    for part in text.split(","):
        # In an address a "+" that nobody encoded arrives as a space.
        sign, name = (part[0], part[1:]) if part[:1] in ("+", "-", " ") else ("+", part)
        if name not in fields:
            raise BadParameter(
                _("“sortby” names “%(name)s”, which the collection does not have.") % {"name": part.strip()},
                parameter="sortby",
            )
        keys.append(SortKey(fields[name], descending=sign == "-"))
    if len(keys) > MOST_KEYS or len({key.field.name for key in keys}) < len(keys):
        raise BadParameter(
            _("“sortby” takes up to %(most)s different properties.") % {"most": MOST_KEYS}, parameter="sortby"
        )
    return tuple(keys)
