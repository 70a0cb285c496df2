"""Puts the desk into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from engagement.desk.office import urls
from engagement.desk.rules import may_use_desk


class DeskMenuItem(MenuItem):
    """For those who work on cases."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_use_desk(request.user)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    """All pages of the desk."""
    return [path("cases/", include(urls))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """Cases, near the top: it is what officers come for."""
    return DeskMenuItem(_("Cases"), reverse("desk"), name="cases", icon_name="tasks", order=90)
