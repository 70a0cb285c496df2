"""Puts the municipality's settings into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.municipalities.admin_views import MunicipalitySettingsView
from cms.municipalities.rules import may_change_settings


class MunicipalityMenuItem(MenuItem):
    """Only administrators see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_settings(request.user)


@hooks.register("register_admin_urls")
def settings_urls() -> list[URLPattern]:
    """The address of the form."""
    return [path("municipality/", MunicipalitySettingsView.as_view(), name="municipality_settings")]


@hooks.register("register_settings_menu_item")
def settings_menu_item() -> MunicipalityMenuItem:
    """Settings -> Municipality, on top."""
    return MunicipalityMenuItem(
        _("Municipality"), reverse("municipality_settings"), name="municipality", icon_name="home", order=10
    )
