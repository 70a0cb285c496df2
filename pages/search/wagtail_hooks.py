"""Puts synonyms, recommended results and the reports of what is asked for into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pages.search.reports import AskedReportView, NothingFoundReportView
from pages.search.rules import may_see_asked_words
from pages.search.viewsets import PromotedViewSet, SynonymViewSet


class AskedMenuItem(MenuItem):
    """For whoever writes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_asked_words(request.user)


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymViewSet:
    """Settings -> Synonyms."""
    return SynonymViewSet()


@hooks.register("register_admin_viewset")
def register_recommended() -> PromotedViewSet:
    """Settings -> Recommended results."""
    return PromotedViewSet()


@hooks.register("register_admin_urls")
def asked_urls() -> list[URLPattern]:
    """The two reports, and the part of each that filters exchange."""
    nothing = NothingFoundReportView
    return [
        path("reports/asked/", AskedReportView.as_view(), name="asked_words"),
        path(
            "reports/asked/results/", AskedReportView.as_view(results_only=True), name="asked_words_results"
        ),
        path("reports/not-found/", nothing.as_view(), name="asked_without_result"),
        path(
            "reports/not-found/results/",
            nothing.as_view(results_only=True),
            name="asked_without_result_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def asked_menu_item() -> AskedMenuItem:
    """Reports -> Words asked for."""
    return AskedMenuItem(
        _("Words asked for"), reverse("asked_words"), name="asked-words", icon_name="search", order=120
    )


@hooks.register("register_reports_menu_item")
def not_found_menu_item() -> AskedMenuItem:
    """Reports -> Asked for and not found."""
    return AskedMenuItem(
        _("Asked for and not found"),
        reverse("asked_without_result"),
        name="asked-without-result",
        icon_name="help",
        order=125,
    )
