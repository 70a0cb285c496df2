"""Puts the reports of upkeep and the bulk action into the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from pages.upkeep.approving import in_the_editors_language
from pages.upkeep.bulk import ReviewedTodayBulkAction
from pages.upkeep.repeating import refused_repeat
from pages.upkeep.reports import BrokenLinkReportView, StaleReportView, TranslationReportView, look_again
from pages.upkeep.rules import may_see_upkeep
from pages.upkeep.starting import StartPanel

hooks.register("register_bulk_action", ReviewedTodayBulkAction)

REPORTS = (
    ("stale_pages", "review", StaleReportView),
    ("broken_links", "broken-links", BrokenLinkReportView),
    ("translations_report", "translations", TranslationReportView),
)


class UpkeepMenuItem(MenuItem):
    """For whoever writes or publishes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_upkeep(request.user)


@hooks.register("register_admin_urls")
def upkeep_urls() -> list[URLPattern]:
    """Each report, the part of it that filters exchange, and the button."""
    found = [path("reports/broken-links/again/", look_again, name="broken_links_again")]
    for name, address, view in REPORTS:
        found += [
            path(f"reports/{address}/", view.as_view(), name=name),
            path(f"reports/{address}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        ]
    return found


def _menu_item(position: int) -> UpkeepMenuItem:
    name, _address, view = REPORTS[position]
    order = 90 + position
    return UpkeepMenuItem(
        view.page_title, reverse(name), name=name.replace("_", "-"), icon_name=view.header_icon, order=order
    )


@hooks.register("register_reports_menu_item")
def stale_menu_item() -> UpkeepMenuItem:
    """Reports -> Pages to review."""
    return _menu_item(0)


@hooks.register("register_reports_menu_item")
def links_menu_item() -> UpkeepMenuItem:
    """Reports -> Broken links."""
    return _menu_item(1)


@hooks.register("register_reports_menu_item")
def translations_menu_item() -> UpkeepMenuItem:
    """Reports -> Translations."""
    return _menu_item(2)


@hooks.register("insert_global_admin_css")
def styles() -> str:
    """The marks of languages in lists and in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("upkeep/admin.css"))


@hooks.register("construct_page_action_menu")
def submit_in_words(menu_items: list[ActionMenuItem], request: HttpRequest, context: Any) -> None:
    """*Submit to Approval*, in the editor's language."""
    in_the_editors_language(menu_items)


@hooks.register("construct_homepage_panels")
def start_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """First of all: what one came for."""
    panels.append(StartPanel())


@hooks.register("construct_help_menu")
def only_help_for_the_town(_request: HttpRequest, items: list[MenuItem]) -> None:
    """News and guides of the software behind it are of its words and its look, not the town's."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]


@hooks.register("before_edit_page")
def decide_once(request: HttpRequest, _page: Page) -> HttpResponse | None:
    """See repeating.py."""
    return refused_repeat(request)
