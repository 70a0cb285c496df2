from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """News: the list, the articles, their feeds."""

    name = "pages.news"
    label = "pages_news"
    verbose_name = _("News")
