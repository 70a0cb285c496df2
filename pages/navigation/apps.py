from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NavigationConfig(AppConfig):
    """Menus and footer."""

    name = "pages.navigation"
    label = "pages_navigation"
    verbose_name = _("Navigation")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from cms.theme.registry import frame_parts
        from pages.base.receivers import watch
        from pages.navigation import frame
        from pages.navigation.actions import provision_navigation
        from pages.navigation.models import Navigation

        watch(Navigation)
        provisioners.add("pages.navigation", provision_navigation)
        for part in (
            frame.main_menu,
            frame.footer_columns,
            frame.footer_note,
            frame.fixed_links,
            frame.account_links,
        ):
            frame_parts.add(part.__name__, part)
