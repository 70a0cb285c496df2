"""The menu of what the town hall says of itself, and what every page of the admin looks like."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from pages.base.viewsets import TOWN_HALL_MENU

town_hall_menu = Menu(register_hook_name=TOWN_HALL_MENU)


@hooks.register("register_admin_menu_item")
def town_hall_menu_item() -> SubmenuMenuItem:
    """Shown to whom any entry below it is shown."""
    return SubmenuMenuItem(_("Town hall"), town_hall_menu, name="town-hall", icon_name="home", order=310)


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Fields on a telephone."""
    return format_html('<link rel="stylesheet" href="{}">', static("base/admin.css"))


@hooks.register("insert_global_admin_js")
def editor_styles() -> str:
    """What the field for rich text shows by styles of its own, which the policy refuses as they come."""
    return format_html('<script src="{}"></script>', static("base/editor_styles.js"))
