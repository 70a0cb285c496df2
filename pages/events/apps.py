from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events: what happens when and where, as pages, as a calendar and as files for calendars."""

    name = "pages.events"
    label = "pages_events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.base.registry import FeedsOfPages, site_feeds
        from pages.events import receivers  # noqa: F401 (receivers connect themselves)
        from pages.events.actions import provision_events
        from pages.events.answers import feed_links
        from pages.events.models import EventIndexPage

        provisioners.add("pages.events", provision_events)
        site_feeds.add("events", FeedsOfPages(EventIndexPage, feed_links))
