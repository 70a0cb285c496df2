"""Puts the desk into the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from engagement.desk.office import urls
from engagement.desk.office.home import CasesPanel
from engagement.desk.rules import may_use_desk


class DeskMenuItem(MenuItem):
    """For those who work on cases."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_use_desk(request.user)


@hooks.register("construct_homepage_panels")
def desk_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """What is due, above everything else, for those who may see cases."""
    if may_use_desk(request.user):
        panels.insert(0, CasesPanel())


@hooks.register("register_icons")
def desk_icons(icons: list[str]) -> list[str]:
    """What the admin's own set has not; drawn as on the public pages."""
    return [*icons, "desk/icons/print.svg", "desk/icons/undo.svg"]


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    """All pages of the desk."""
    return [path("cases/", include(urls))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """Cases, near the top: it is what officers come for."""
    return DeskMenuItem(_("Cases"), reverse("desk"), name="cases", icon_name="tasks", order=90)
