"""The menu of what the town hall says of itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from pages.base.viewsets import TOWN_HALL_MENU

town_hall_menu = Menu(register_hook_name=TOWN_HALL_MENU)


@hooks.register("register_admin_menu_item")
def town_hall_menu_item() -> SubmenuMenuItem:
    """Shown to whom any entry below it is shown."""
    return SubmenuMenuItem(_("Town hall"), town_hall_menu, name="town-hall", icon_name="home", order=310)
