from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and documents of the municipality, public and private."""

    name = "cms.media"
    label = "cms_media"
    verbose_name = _("Pictures and documents")

    def ready(self) -> None:
        from cms.media.actions import let_administrators_into_the_library
        from cms.municipalities.registry import provisioners

        provisioners.add("cms.media", lambda _town: let_administrators_into_the_library())
