"""Town hall -> Topics of news in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.base.viewsets import NotedViewSet
from pages.news.actions import note_topic, remove_topic
from pages.news.models import NewsTopic


class TopicViewSet(NotedViewSet):
    """Subjects of news, in every language."""

    model = NewsTopic
    icon = "tag"
    menu_label = _("Topics of news")
    menu_name = "news-topics"
    menu_order = 40
    list_display = ["__str__", "code"]
    panels = [FieldPanel("names"), FieldPanel("code")]

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        note_topic(instance, verb, by=by)

    def remove(self, instance: Any, *, by: Any) -> None:
        remove_topic(instance, by=by)
