from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    """The statement that Directive (EU) 2016/2102 asks for, with its parts as fields."""

    name = "pages.accessibility"
    label = "pages_accessibility"
    verbose_name = _("Accessibility statement")
