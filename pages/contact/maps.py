"""The map of the offices, from their open dataset."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext

from opendata.tables.models import Collection
from pages.offices.collections import NAME


def offices_map() -> dict[str, str] | None:
    """Address of the embedded map and its words; None while the dataset is not public."""
    if not Collection.objects.published().named(NAME).exists():
        return None
    query = QueryDict(mutable=True)
    query["lang"] = get_language() or ""
    return {
        "src": f"{reverse('maps_viewer:embed', args=[NAME])}?{query.urlencode()}",
        "title": gettext("Map of the offices"),
    }
