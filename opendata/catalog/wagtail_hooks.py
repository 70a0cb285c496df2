"""Puts datasets into the admin, below "Data"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from opendata.catalog.viewsets import DATA_MENU, DatasetViewSet

data_menu = Menu(register_hook_name=DATA_MENU)


@hooks.register("register_admin_viewset")
def register_datasets() -> DatasetViewSet:
    """Datasets, in the menu "Data"."""
    return DatasetViewSet()


@hooks.register("register_admin_menu_item")
def data_menu_item() -> SubmenuMenuItem:
    """One entry of the main menu; shown to whom any entry below it is shown."""
    return SubmenuMenuItem(_("Data"), data_menu, name="data", icon_name="table", order=320)
