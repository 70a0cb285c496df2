from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and documents of the municipality, public and private."""

    name = "cms.media"
    label = "cms_media"
    verbose_name = _("Pictures and documents")
