"""Town hall -> Topics of services in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.base.viewsets import NotedViewSet
from pages.services.actions import note_topic, remove_topic
from pages.services.models import Topic


class TopicViewSet(NotedViewSet):
    """What services are about, in every language."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics of services")
    menu_name = "service-topics"
    menu_order = 45
    list_display = ["__str__", "slug"]
    panels = [FieldPanel("names"), FieldPanel("slug"), FieldPanel("icon")]

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        note_topic(instance, verb, by=by)

    def remove(self, instance: Any, *, by: Any) -> None:
        remove_topic(instance, by=by)
