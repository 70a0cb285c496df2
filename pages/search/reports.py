"""Reports -> Words asked for, and those that found nothing."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from pages.search.finding import address_of
from pages.search.models import AskedWords
from pages.search.rules import may_see_asked_words, may_steer_search

Line = dict[str, Any]


class AskedFilterSet(WagtailFilterSet):
    """By language."""

    language = django_filters.ChoiceFilter(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = AskedWords
        fields = ("language",)


class StepsColumn(Column):
    """What can be done about it."""

    cell_template_name = "pages/search/steps_cell.html"

    def get_cell_context_data(self, instance: Line, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        query = urlencode({"words": instance["words"], "language": instance["language"]})
        return {
            **context,
            "look_url": address_of(instance["words"]),
            "synonym_url": f"{reverse('search_synonyms:add')}?{query}",
            "recommend_url": f"{reverse('search_recommended:add')}?{query}",
            "may_steer": may_steer_search(parent_context["request"].user),
        }


def _language_of(line: Line) -> str:
    return str(get_language_info(line["language"])["name_translated"])


class AskedReportView(ReportView):
    """What people look for most. Rare words are not shown: they might tell of somebody."""

    page_title = _("Words asked for")
    no_results_message = _("Nothing has been asked for often enough to be shown.")
    header_icon = "search"
    model = AskedWords
    filterset_class = AskedFilterSet
    default_ordering = "-asked"
    is_searchable = False
    index_url_name = "asked_words"
    index_results_url_name = "asked_words_results"
    list_export = ["words", "language", "asked", "nothing"]
    export_headings = {"asked": _("how often"), "nothing": _("without a result")}
    export_filename = "words-asked-for"
    columns = [
        Column("words", label=_("words"), sort_key="words", width="35%"),
        Column("language", label=_("language"), accessor=_language_of),
        Column("asked", label=_("how often"), sort_key="asked"),
        Column("nothing", label=_("without a result"), sort_key="nothing"),
        StepsColumn("steps", label=""),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_asked_words(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_base_queryset(self) -> Any:
        return AskedWords.objects.by_words()

    def get_edit_url(self, instance: Line) -> None:
        """Lines are sums, nothing to be edited."""


class NothingFoundReportView(AskedReportView):
    """What people look for and do not find: what is to be written next."""

    page_title = _("Asked for and not found")
    header_icon = "help"
    default_ordering = "-nothing"
    index_url_name = "asked_without_result"
    index_results_url_name = "asked_without_result_results"
    export_filename = "asked-for-and-not-found"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(nothing__gt=0)
