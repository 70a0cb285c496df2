from django.apps import AppConfig


class KitConfig(AppConfig):
    """The floor every room stands on. It owns no tables."""

    name = "cms.kit"
    label = "cms_kit"
