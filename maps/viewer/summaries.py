"""The sentence that sums up what a map or a list shows."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from cms.theme.templatetags.theme import figure
from maps.viewer.contract import MapDefinition
from maps.viewer.forms import MapOptions
from maps.viewer.querysets import Seen
from opendata.catalog.registry import row_browser


def whole_sentence(definition: MapDefinition, total: int) -> str:
    """ "20,412 trees."."""
    if not total:
        return gettext("Nothing fits this filter.")
    return gettext("%(total)s.") % {"total": definition.count_words(total)}


def view_sentence(definition: MapDefinition, total: int, seen: Seen) -> str:
    """ "20,412 trees, 312 in this view. Most frequent here: bitter orange."."""
    values = {"total": definition.count_words(total), "count": figure(seen.count), "kind": seen.kind}
    if not total:
        return gettext("Nothing fits this filter.")
    if not seen.count:
        return gettext("%(total)s, none in this view.") % values
    if not seen.kind:
        return gettext("%(total)s, %(count)s in this view.") % values
    if seen.kind_count * 2 > seen.count:
        return gettext("%(total)s, %(count)s in this view. More than half of these: %(kind)s.") % values
    return gettext("%(total)s, %(count)s in this view. Most frequent here: %(kind)s.") % values


def placeless_sentence(count: int) -> str:
    """Why the list has more rows than the map; empty where it has not."""
    if count <= 0:
        return ""
    words = ngettext(
        "%(count)s more has no place and stands in the list only.",
        "%(count)s more have no place and stand in the list only.",
        count,
    )
    return words % {"count": figure(count)}


def list_address(definition: MapDefinition, options: MapOptions) -> str:
    """The list with the same filter, in the map's language."""
    if options.drawn.where:
        with override(options.language):
            return row_browser().address(definition.subject.collection, options.drawn.where)
    with override(options.language):
        address = reverse(definition.list_url, args=[definition.name])
    query = f"view=list&{options.filter_query}".rstrip("&")
    fragment = f"#{definition.list_fragment}" if definition.list_fragment else ""
    return f"{address}?{query}{fragment}"
