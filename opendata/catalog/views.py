"""The catalogue, for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.kit.folding import fold
from cms.kit.stems import all_begin, stems_of
from opendata.catalog.contract import Freshness
from opendata.catalog.forms import CatalogueFilters
from opendata.catalog.models import Dataset
from opendata.catalog.presenting import formats_of
from opendata.catalog.registry import row_reader


@require_safe
@cache_control(public=True, max_age=60)
def catalogue(request: HttpRequest) -> HttpResponse:
    """All published datasets, by subject and words. Wrong filters say so and filter nothing."""
    form = CatalogueFilters(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    datasets = _matching(wanted.get("q", ""), wanted.get("theme", ""))
    fresh = row_reader().freshness([dataset.name for dataset in datasets])
    return render(
        request,
        "catalog/catalogue.html",
        {
            "page_title": _("Open data"),
            "page_description": _(
                "All open datasets of the municipality, to read, to download and to build on."
            ),
            "breadcrumbs": [home_crumb()],
            "form": form,
            "active": sum(1 for value in wanted.values() if value),
            "entries": [_entry(dataset, fresh.get(dataset.name)) for dataset in datasets],
            "total": Dataset.objects.published().count(),
        },
        status=200 if form.is_valid() or not form.is_bound else 400,
    )


def _matching(text: str, theme: str) -> list[Dataset]:
    datasets = Dataset.objects.published().with_terms()
    if theme:
        datasets = datasets.filter(themes__code=theme)
    wanted = stems_of(text)
    # A town has dozens of datasets, not thousands: they are compared here.
    found = [dataset for dataset in datasets if all_begin(wanted, _folded(dataset))]
    return sorted(found, key=lambda dataset: fold(dataset.title))


def _folded(dataset: Dataset) -> str:
    themes = " ".join(theme.title for theme in dataset.themes.all())
    return fold(
        " ".join([dataset.name, *dataset.titles.values(), dataset.description, *dataset.words, themes])
    )


def _entry(dataset: Dataset, fresh: Freshness | None) -> dict[str, Any]:
    return {
        "title": dataset.title,
        "url": reverse("opendata_catalog:dataset", args=[dataset.name]),
        "text": dataset.description,
        "theme_name": ", ".join(theme.title for theme in dataset.themes.all()),
        "rows": fresh.row_count if fresh else None,
        "updated": fresh.updated_at if fresh else dataset.modified,
        "licence": dataset.licence.title,
        "formats": formats_of(fresh.has_geometry) if fresh else [],
    }


def home_crumb() -> dict[str, str]:
    """The first entry of the trail."""
    return {"title": _("Home"), "url": reverse("opendata_catalog:catalogue").rsplit("data/", 1)[0]}
