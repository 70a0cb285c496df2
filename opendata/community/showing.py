"""Sections of the dataset's page: what was made with it, how often it is used, where to ask and
to be told of changes."""

from __future__ import annotations

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from opendata.catalog.models import Dataset
from opendata.community.choices import UsageKind
from opendata.community.models import Reuse
from opendata.community.reading import LEAST_TOLD, by_month, last_days

MOST_USES = 24
# Counts are of days that are over: they change once a day, and a little when the last ones are written down.
KEEP_SECONDS = 3600


def uses(dataset: Dataset) -> str:
    """Cards of what people made; one query."""
    found = Reuse.objects.filter(dataset=dataset).approved()[:MOST_USES]
    return render_to_string("community/uses.html", {"dataset": dataset, "uses": found})


def usage(dataset: Dataset) -> str:
    """Numbers; two queries an hour."""
    key = f"community-usage:{dataset.pk}:{timezone.localdate()}:{get_language()}"
    html: str | None = cache.get(key)
    if html is None:
        told = last_days(dataset)
        context = {
            "told": told,
            # The same words on each line would say less than one sentence.
            "hardly": all(one.is_small for one in told),
            "least": LEAST_TOLD,
            "months": by_month(dataset),
            "kinds": [kind.label for kind in UsageKind],
        }
        html = render_to_string("community/usage.html", context)
        cache.set(key, html, KEEP_SECONDS)
    return html


def questions(dataset: Dataset) -> str:
    """The way to the form."""
    return render_to_string("community/ask.html", {"dataset": dataset})


def following(dataset: Dataset) -> str:
    """The way to the form that asks for an address."""
    return render_to_string("community/follow.html", {"dataset": dataset})
