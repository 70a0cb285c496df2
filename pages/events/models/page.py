"""EventPage: something that takes place, once or by a simple rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from cms.accounts.models import Department
from maps.places.querysets import search_places
from pages.base.feeds import FeedLink
from pages.base.positions import PositionField, found
from pages.base.routing import RoutedPage
from pages.blocks.bodies import PageOfBlocks
from pages.events import answers
from pages.events.choices import Repeats
from pages.events.querysets import EventPageManager
from pages.events.repeating import Schedule, days_in
from pages.offices.models import Office

LONGEST_REPEATING = timedelta(days=732)


class EventPage(RoutedPage, PageOfBlocks):
    """Something that takes place, once or by a simple rule."""

    first_day = models.DateField(_("day"), default=timezone.localdate)
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only for what lasts several days.")
    )
    start_time = models.TimeField(_("begins at"), null=True, blank=True, help_text=_("Empty: the whole day."))
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    repeats = models.CharField(
        _("takes place"), max_length=16, choices=Repeats.choices, default=Repeats.NEVER
    )
    repeats_until = models.DateField(_("for the last time on"), null=True, blank=True)
    left_out = models.TextField(
        _("except on"),
        max_length=1000,
        blank=True,
        help_text=_("Days on which it does not take place, one a line: 24/12/2026."),
    )
    cancelled = models.BooleanField(
        pgettext_lazy("event", "cancelled"),
        default=False,
        help_text=_("It stays in the calendar and says so."),
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("at an office of the municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place = models.CharField(
        _("or another place"), max_length=160, blank=True, help_text=_("Such as: Municipal theatre.")
    )
    address = models.CharField(
        _("address"),
        max_length=200,
        blank=True,
        help_text=_("A street with its number or a square of the town is found on the map by itself."),
    )
    position = PositionField(_("place on the map"))
    online_url = models.URLField(_("link to take part online"), blank=True)
    price = models.CharField(_("price"), max_length=120, blank=True, help_text=_("Empty: free."))
    booking_url = models.URLField(_("link for tickets or registration"), blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department that organises it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organiser = models.CharField(_("or another organiser"), max_length=160, blank=True)
    picture = models.ForeignKey(
        "cms_media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for people who cannot see the picture."),
    )

    objects = EventPageManager()

    content_panels = [
        *PageOfBlocks.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel("repeats"),
                FieldRowPanel([FieldPanel("repeats_until"), FieldPanel("left_out")]),
                FieldPanel("cancelled"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("office"),
                FieldPanel("place"),
                FieldPanel("address"),
                FieldPanel("position"),
                FieldPanel("online_url"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("price"),
                FieldPanel("booking_url"),
                FieldPanel("department"),
                FieldPanel("organiser"),
            ],
            heading=_("Price and organiser"),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [
        *PageOfBlocks.search_fields,
        index.SearchField("place"),
        index.FilterField("first_day"),
    ]
    template = "pages/events/event.html"
    parent_page_types = ["pages_events.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def schedule(self) -> Schedule:
        """When it takes place, as plain data."""
        return Schedule(
            first_day=self.first_day,
            last_day=self.last_day or self.first_day,
            start_time=self.start_time,
            end_time=self.end_time,
            repeats=Repeats(self.repeats),
            until=self.repeats_until,
            without=frozenset(days_in(self.left_out)),
        )

    @property
    def where(self) -> str:
        """The place in a word: an office, or what was written."""
        return str(self.office.name if self.office else self.place or self.address)

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {**self._wrong_hours(), **self._wrong_rule()}
        if self.picture and not self.picture_alt.strip():
            problems["picture_alt"] = _("Say what the picture shows.")
        if problems:
            raise ValidationError(problems)
        if self.address and not self.position and search_places(self.address, limit=1):
            self.position = found(self.address)

    def _wrong_hours(self) -> dict[str, Any]:
        last = self.last_day or self.first_day
        if self.first_day and last < self.first_day:
            return {"last_day": _("The last day is not before the first.")}
        if self.end_time and not self.start_time:
            return {"start_time": _("Say when it begins too.")}
        if self.end_time and last == self.first_day and self.start_time and self.end_time <= self.start_time:
            return {
                "end_time": _(
                    "It ends after it begins. What goes on after midnight has a last day of its own."
                )
            }
        return {}

    def _wrong_rule(self) -> dict[str, Any]:
        try:
            days_in(self.left_out)
        except ValueError as problem:
            return {"left_out": _("“%(word)s” is not a day. Write 24/12/2026.") % {"word": problem}}
        if self.repeats == Repeats.NEVER or not self.first_day:
            return {}
        wrong: dict[str, Any] = {}
        if self.repeats_until is None:
            wrong["repeats_until"] = _("Say until when it repeats.")
        elif self.repeats_until < self.first_day:
            wrong["repeats_until"] = _("The last day is not before the first.")
        elif self.repeats_until - self.first_day > LONGEST_REPEATING:
            wrong["repeats_until"] = _("At most two years after the first day.")
        if (self.last_day or self.first_day) - self.first_day > timedelta(days=6):
            wrong["last_day"] = _("What repeats lasts a week at most.")
        return wrong

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **answers.event_context(self, request)}

    def structured(self, request: HttpRequest) -> list[dict[str, Any]]:
        return answers.event_structured(self, request)

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        parent = self.get_parent()
        return answers.feed_links(parent, request) if parent else []

    @path("event.ics/")
    def calendar_file(self, request: HttpRequest) -> HttpResponse:
        """The event for a calendar."""
        return answers.event_file(self, request)

    def searchable_text(self) -> str:
        return f"{self.where} {self.address} {self.organiser} {super().searchable_text()}"
