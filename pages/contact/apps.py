from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """The page that says where the town hall is, when it is open and whom to call."""

    name = "pages.contact"
    label = "pages_contact"
    verbose_name = _("Contact")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.contact.actions import provision_contact

        provisioners.add("pages.contact", provision_contact)
