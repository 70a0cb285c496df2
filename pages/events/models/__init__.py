"""Events, their times, their calendar, their index."""

from pages.events.models.index import EventIndexPage
from pages.events.models.page import LONGEST_REPEATING, EventPage
from pages.events.models.times import CalendarEntry, EventTime

__all__ = ["LONGEST_REPEATING", "CalendarEntry", "EventIndexPage", "EventPage", "EventTime"]
