from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    """The statement that Directive (EU) 2016/2102 asks for, with its parts as fields."""

    name = "pages.accessibility"
    label = "pages_accessibility"
    verbose_name = _("Accessibility statement")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.accessibility.actions import provision_statement

        provisioners.add("pages.accessibility", provision_statement)
