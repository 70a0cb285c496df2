from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events: what happens when and where, as pages, as a calendar and as files for calendars."""

    name = "pages.events"
    label = "pages_events"
    verbose_name = _("Events")
