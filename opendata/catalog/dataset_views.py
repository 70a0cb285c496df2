"""The page of a dataset and those of its revisions, for people."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.kit.texts import in_language
from opendata.catalog.browsing import COUNTED, ROWS_A_PAGE, RowsPage
from opendata.catalog.citing import citation_of
from opendata.catalog.contract import DatasetMap, Preview
from opendata.catalog.dcat.entries import entry_for
from opendata.catalog.downloading import files_in, services_in
from opendata.catalog.models import Dataset
from opendata.catalog.presenting import freshness_words, in_this_language
from opendata.catalog.recipes import recipes_of
from opendata.catalog.registry import dataset_maps, row_browser, row_reader
from opendata.catalog.views import home_crumb

CHARTS_SHOWN = 6
STATES_SHOWN = 5
STATES_A_PAGE = 50
LARGEST_ID = 2**63


def dataset_named(name: str) -> Dataset:
    """The published dataset; Http404 where there is none."""
    dataset: Dataset | None = Dataset.objects.published().with_terms().filter(name=name).first()
    if dataset is None:
        raise Http404(_("There is no such dataset."))
    return dataset


def trail_to(*datasets: Dataset) -> list[dict[str, str]]:
    """The way to a page below the catalogue, or below a dataset."""
    return [
        home_crumb(),
        {"title": _("Open data"), "url": reverse("opendata_catalog:catalogue")},
        *(
            {"title": dataset.title, "url": reverse("opendata_catalog:dataset", args=[dataset.name])}
            for dataset in datasets
        ),
    ]


@require_safe
@cache_control(public=True, max_age=60)
def dataset_page(request: HttpRequest, name: str) -> HttpResponse:
    """Everything about one dataset; 404 where it is not published, 400 with the page for filters that make no sense.

    Numbers that were typed as one language writes them lead to the address that means them in all.
    """
    dataset = dataset_named(name)
    preview = row_reader().preview(name)
    rows = row_browser().rows(name, request.GET, preview.columns) if preview else None
    if rows is not None and rows.lasting_query:
        return redirect(f"{request.path}?{rows.lasting_query}")
    context: dict[str, Any] = {
        "page_title": dataset.title,
        "page_description": dataset.description[:300],
        "breadcrumbs": trail_to(),
        "dataset": dataset,
        "preview": preview,
        "freshness": freshness_words(dataset, preview),
        "map": _map_of(name) if preview and preview.has_geometry else None,
        "api_url": f"/api/v1/collections/{name}",
        "host": f"{request.scheme}://{request.get_host()}",
        "provenance": in_language(dataset.provenance),
    }
    if preview is not None and rows is not None:
        context |= _of_rows(dataset, preview, rows, context["host"])
    wrong = rows is not None and rows.form.is_bound and not rows.form.is_valid()
    return render(request, "catalog/dataset.html", context, status=400 if wrong else 200)


def _of_rows(dataset: Dataset, preview: Preview, rows: RowsPage, host: str) -> dict[str, Any]:
    offers = entry_for(dataset).distributions
    spoken = in_this_language([column.name for column in preview.columns])
    charted = [
        column for column in preview.columns if column.chart and column.chart.bars and column.name in spoken
    ]
    return {
        "rows": rows,
        # The pager's own form of the same numbers.
        "page_obj": Paginator(range(min(rows.total, COUNTED)), ROWS_A_PAGE).get_page(rows.number),
        "files": files_in(offers, preview.revision),
        "services": services_in(offers),
        "charts": charted[:CHARTS_SHOWN],
        "more_charts": charted[CHARTS_SHOWN:],
        "states": row_browser().states(dataset.name, before=None, most=STATES_SHOWN),
        "citation": citation_of(dataset, preview.revision, preview.updated_at),
        "recipes": recipes_of(
            dataset.name,
            f"{host}/api/v1",
            [column.name for column in preview.columns if column.is_text],
            has_geometry=preview.has_geometry,
        ),
    }


def _map_of(name: str) -> DatasetMap | None:
    for find in dataset_maps:
        found = find(name)
        if found:
            return found
    return None


@require_safe
@cache_control(public=True, max_age=60)
def revisions_page(request: HttpRequest, name: str) -> HttpResponse:
    """All revisions of a dataset, newest first."""
    dataset = dataset_named(name)
    states = row_browser().states(
        name, before=_whole(request.GET.get("before", ""), 2**31), most=STATES_A_PAGE
    )
    if states is None:
        raise Http404(_("There is no such dataset."))
    context = {
        "page_title": _("Revisions of “%(title)s”") % {"title": dataset.title},
        "breadcrumbs": trail_to(dataset),
        "dataset": dataset,
        "states": states,
        "api_url": f"/api/v1/collections/{name}",
    }
    return render(request, "catalog/revisions.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def revision_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """What one revision added, changed and removed."""
    dataset = dataset_named(name)
    page = row_browser().difference(name, number, after=_whole(request.GET.get("after", ""), LARGEST_ID))
    if page is None:
        raise Http404(_("There is no such revision."))
    context = {
        "page_title": _("Revision %(number)s of “%(title)s”") % {"number": number, "title": dataset.title},
        "breadcrumbs": [
            *trail_to(dataset),
            {
                "title": _("Revisions"),
                "url": reverse("opendata_catalog:revisions", args=[name]),
            },
        ],
        "dataset": dataset,
        "difference": page,
        "state": page.state,
        "first_page": not request.GET.get("after"),
        "api_url": f"/api/v1/collections/{name}",
    }
    return render(request, "catalog/revision.html", context)


def _whole(text: str, end: int) -> int | None:
    """A whole number of an address that is smaller than `end` either way; None for anything else, and for none."""
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 20):
        return None
    return int(text) if -end < int(text) < end else None
