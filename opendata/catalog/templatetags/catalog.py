"""What pages of a dataset show besides their own words: other rooms' panels, structured data, links for programs."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from opendata.catalog.browsing import Chart
from opendata.catalog.charts import columns_chart
from opendata.catalog.charts import share_bar as draw_share
from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts
from opendata.catalog.registry import page_sections, public_panels, staff_panels
from opendata.catalog.structured import structured_data as describe

register = template.Library()


@register.simple_tag
def dataset_facts(dataset: Dataset) -> SafeString:
    """More facts of a dataset, such as its quality; for within `<dl class="facts">`."""
    return mark_safe("".join(panel(dataset) for panel in public_panels))  # noqa: S308 (rooms render templates)


@register.simple_tag(takes_context=True)
def dataset_advice(context: Context, dataset: Dataset, facts: DatasetFacts | None = None) -> SafeString:
    """What staff should know of a dataset before they publish it."""
    request = context.get("request")
    return mark_safe("".join(panel(request, dataset, facts) for panel in staff_panels))  # noqa: S308


@register.simple_tag
def structured_data(dataset: Dataset) -> SafeString:
    """The dataset as schema.org has it, for search engines. A block of data: no policy against scripts minds it."""
    return describe(dataset)


@register.inclusion_tag("catalog/program_links.html")
def program_links(dataset: Dataset | None = None) -> dict[str, Any]:
    """`<link>`s to the feed and the RDF of a dataset, or of the catalogue; for the head of a page."""
    return {"dataset": dataset}


@register.simple_tag
def dataset_sections(dataset: Dataset) -> SafeString:
    """Whole sections of other rooms, such as questions and uses."""
    return mark_safe("".join(section(dataset) for section in page_sections))  # noqa: S308 (rooms render templates)


@register.simple_tag
def column_chart(chart: Chart, label: str) -> SafeString:
    """Bars of numbers or days."""
    return columns_chart(chart, label)


@register.simple_tag
def share_bar(count: int, most: int) -> SafeString:
    """A bar beside a number in a table."""
    return draw_share(count, most)
