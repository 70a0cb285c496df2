from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Pages of text, pictures and links."""

    name = "pages.content"
    label = "pages_content"
    verbose_name = _("Content pages")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.content.actions import provision_pages

        provisioners.add("pages.content", provision_pages)
