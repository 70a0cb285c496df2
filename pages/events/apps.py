from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events: what happens when and where, as pages, as a calendar and as files for calendars."""

    name = "pages.events"
    label = "pages_events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.base.registry import site_feeds
        from pages.events import receivers  # noqa: F401 (receivers connect themselves)
        from pages.events.actions import feeds_of_language, provision_events

        provisioners.add("pages.events", provision_events)
        site_feeds.add("events", feeds_of_language)
