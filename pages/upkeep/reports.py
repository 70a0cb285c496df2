"""Reports -> Pages to review, Broken links, Translations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import page_permission_policy

from pages.upkeep.choices import UNFINISHED, LinkProblem, TranslationState
from pages.upkeep.looking_out import is_on
from pages.upkeep.models import BrokenLink, OutsideLink
from pages.upkeep.querysets import stale
from pages.upkeep.rules import may_see_upkeep
from pages.upkeep.tasks import look_for_broken_links
from pages.upkeep.templatetags.upkeep import mark
from pages.upkeep.translations import standings, standings_around

MONTH = timedelta(days=30.4375)
USUAL_MONTHS = 12


class UpkeepReportView(ReportView):
    """What the three reports have in common."""

    is_searchable = False
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_upkeep(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_edit_url(self, instance: Any) -> None:
        """Columns have their own links."""

    def pages_of_reader(self) -> QuerySet[Page]:
        """Those that the reader may change or publish."""
        return page_permission_policy.instances_user_has_any_permission_for(  # type: ignore[no-any-return]  # untyped
            self.request.user, ["change", "publish"]
        )


class PageReportFilterSet(WagtailFilterSet):
    """By language and type."""

    language = django_filters.ChoiceFilter(
        label=_("language"), choices=settings.LANGUAGES, field_name="locale__language_code"
    )
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda _request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields = ("content_type",)


class StaleFilterSet(PageReportFilterSet):
    """Also by how long ago."""

    months = django_filters.ChoiceFilter(
        label=_("not reviewed for"),
        choices=[(months, _("%(number)s months") % {"number": months}) for months in (3, 6, 12, 24)],
        method="keep",
        empty_label=None,
    )

    def keep(self, rows: QuerySet[Page], _name: str, _value: str) -> QuerySet[Page]:
        """The view has asked for them already."""
        return rows


class StaleReportView(UpkeepReportView):
    """Public pages that nobody has checked for a year; several can be noted as reviewed at once."""

    page_title = _("Pages to review")
    no_results_message = _("No page has to be looked at now.")
    header_icon = "time"
    model = Page
    filterset_class = StaleFilterSet
    template_name = "pages/upkeep/stale.html"
    index_url_name = "stale_pages"
    index_results_url_name = "stale_pages_results"
    list_export = ["title", "locale", "looked_at", "reviewed", "last_published_at"]
    export_headings = {"looked_at": _("last looked at"), "reviewed": _("last reviewed on")}
    export_filename = "pages-to-review"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), classname="title"),
        DateColumn("looked_at", label=_("last looked at"), width="18%"),
        Column(
            "reviewed",
            label=_("reviewed"),
            accessor=lambda page: gettext("yes") if page.reviewed else gettext("never"),
            width="12%",
        ),
        Column("type", label=_("Type"), accessor="page_type_display_name", width="18%"),
    ]

    def get_base_queryset(self) -> Any:
        asked = self.request.GET.get("months", "")
        months = int(asked) if asked in ("3", "6", "12", "24") else USUAL_MONTHS
        return stale(self.pages_of_reader(), timezone.localdate() - months * MONTH).select_related(
            "locale", "content_type"
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "show_locale_labels": True,
            "items_count": context["paginator"].count
            if context.get("paginator")
            else len(context["object_list"]),
            "verbose_name": Page._meta.verbose_name,
            "verbose_name_plural": Page._meta.verbose_name_plural,
        }


class LinkFilterSet(WagtailFilterSet):
    """By what is wrong."""

    problem = django_filters.ChoiceFilter(label=_("problem"), choices=LinkProblem.choices)

    class Meta:
        model = BrokenLink
        fields = ("problem",)


class PageColumn(Column):
    """The page, as a link to its editor."""

    cell_template_name = "pages/upkeep/page_cell.html"


class BrokenLinkReportView(UpkeepReportView):
    """Links of public pages that lead nowhere, as of last night or of the last look."""

    page_title = _("Broken links")
    no_results_message = _("Every link leads somewhere.")
    header_icon = "link"
    model = BrokenLink
    filterset_class = LinkFilterSet
    template_name = "pages/upkeep/links.html"
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    list_export = ["page.title", "page.locale", "words", "target", "told", "found_at"]
    export_headings = {"told": _("problem")}
    export_filename = "broken-links"
    columns = [
        PageColumn("page", label=_("page"), width="30%"),
        Column("words", label=_("words of the link"), width="20%"),
        Column("target", label=_("leads to"), width="25%"),
        Column("told", label=_("problem"), width="15%"),
        DateColumn("found_at", label=_("found"), width="10%"),
    ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(*args, **kwargs),
            "asks_other_sites": is_on(),
            "asked": OutsideLink.objects.exclude(asked_at=None).aggregate(Count("pk"), Max("asked_at")),
        }

    def get_base_queryset(self) -> QuerySet[BrokenLink]:
        return BrokenLink.objects.filter(page__in=self.pages_of_reader()).select_related("page__locale")


class TranslationFilterSet(PageReportFilterSet):
    """By state and by the language that it is about."""

    state = django_filters.ChoiceFilter(
        label=_("state"),
        choices=[("unfinished", _("to be done")), *TranslationState.choices],
        method="keep",
    )
    into = django_filters.ChoiceFilter(label=_("in the language"), choices=settings.LANGUAGES, method="keep")

    def keep(self, rows: QuerySet[Page], _name: str, _value: str) -> QuerySet[Page]:
        """The view has asked for them already."""
        return rows

    class Meta(PageReportFilterSet.Meta):
        pass


class StandingsColumn(Column):
    """How the page stands in each language."""

    cell_template_name = "pages/upkeep/standings_cell.html"


class TranslationReportView(UpkeepReportView):
    """The whole tree, each page once, with its standing in every language of the town."""

    page_title = _("Translations")
    no_results_message = _("No page stands so.")
    header_icon = "globe"
    model = Page
    filterset_class = TranslationFilterSet
    index_url_name = "translations_report"
    index_results_url_name = "translations_report_results"
    list_export = ["title", "locale", "last_published_at", "in_words"]
    export_headings = {"in_words": _("languages")}
    export_filename = "translations"
    columns = [
        PageColumn("title", label=_("page"), accessor=lambda page: page, width="45%"),
        DateColumn("last_published_at", label=_("last published"), width="15%"),
        StandingsColumn("marks", label=_("languages"), width="40%"),
    ]

    @property
    def languages(self) -> list[str]:
        """The town's, in its order."""
        return list(self.request.tenant.languages)

    def get_base_queryset(self) -> QuerySet[Page]:
        state, into = self.request.GET.get("state", ""), self.request.GET.get("into", "")
        wanted = (
            set(UNFINISHED) if state == "unfinished" else {state} if state else set(TranslationState.values)
        )
        sources = [
            group[0].source_id
            for group in standings(Q(), self.languages).values()
            if any(line.state in wanted and into in ("", line.code) for line in group)
        ]
        return self.pages_of_reader().filter(pk__in=sources).select_related("locale").order_by("path")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        pages = list(object_list)
        found = standings_around(pages, self.languages)
        for page in pages:
            lines = found.get(page.translation_key, [])
            page.marks = [mark(line, self.request) for line in lines]
            page.in_words = ", ".join(f"{line.language}: {line.state.label}" for line in lines)
        return pages


@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """The button “Look again” of the report of broken links."""
    if not may_see_upkeep(request.user):
        raise PermissionDenied
    look_for_broken_links.enqueue()
    messages.success(request, gettext("The links are being looked at. Load this page again in a moment."))
    return redirect("broken_links")
