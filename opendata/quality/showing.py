"""The assessment on pages: a panel for staff, a number for everybody, a column of the list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from opendata.catalog.dcat.entries import Entry, entries_of, entry_for, offered
from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts
from opendata.quality.advising import advice_for
from opendata.quality.scoring import Score, kept_scores, score


def staff_panel(
    _request: HttpRequest | None, dataset: Dataset, facts: DatasetFacts | None = None
) -> SafeString:
    """Points, rating, and what to do next. `facts`: of rows that are to be published, where none are yet."""
    expected = facts is not None
    if facts is None:
        found, facts = score_of(dataset), entry_for(dataset).facts
    else:
        offers = offered({facts.name: facts}).get(facts.name, [])
        found = score(Entry(dataset, facts, offers), expected=True)
    context = {
        "score": found,
        "advice": advice_for(found, dataset, facts, expected=expected),
        "dataset": dataset,
    }
    return render_to_string("quality/panel.html", context)


def public_number(dataset: Dataset) -> SafeString:
    """The number of points and their rating, in words."""
    return render_to_string("quality/number.html", {"score": score_of(dataset)})


def score_of(dataset: Dataset) -> Score:
    """Counted from what the page knows of the dataset already."""
    return kept_scores([entry_for(dataset)])[dataset.name]


class PointsColumn(Column):
    """Points of each dataset in the admin's list; counted for the whole page at once."""

    cell_template_name = "quality/cell.html"

    def get_value(self, instance: Any) -> Any:
        """Filled in by the cell, which knows the request."""
        return None

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """All datasets are scored at the first cell."""
        request = parent_context["request"]
        if not hasattr(request, "quality_scores"):
            datasets = list(Dataset.objects.with_terms())
            request.quality_scores = kept_scores(entries_of(datasets))
        context = super().get_cell_context_data(instance, parent_context)
        context["score"] = request.quality_scores.get(instance.name)
        return context


def list_column() -> Column:
    """For the list of datasets."""
    return PointsColumn("quality", label=_("Quality of the description"))
