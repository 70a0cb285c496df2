from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """Templates, components and design tokens. It owns no tables."""

    name = "cms.theme"
    label = "cms_theme"
