from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """The page that says where the town hall is, when it is open and whom to call."""

    name = "pages.contact"
    label = "pages_contact"
    verbose_name = _("Contact")
