"""Office with its hours, and the days on which all offices are closed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from pages.base.positions import PositionField
from pages.offices.choices import Weekday
from pages.offices.forms import OfficeForm
from pages.offices.querysets import OfficeQuerySet

TOWN_HALL = Retention.lasting("What the town hall says of its own offices.")
phone_number = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{1,28}$", _("Digits and spaces, with + in front for an international number.")
)


class Office(ClusterableModel):
    """A place where people are received: a counter, a room, a building of the municipality."""

    retention = TOWN_HALL

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Stands in the addresses of the open data; stays.")
    )
    names = TextByLanguage(_("name"))
    notes = TextByLanguage(
        _("what it does"), blank=True, rows=2, help_text=_("One sentence: what one goes there for.")
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    addresses = TextByLanguage(_("address"), blank=True, rows=2)
    directions = TextByLanguage(
        _("how to find it"), blank=True, rows=2, help_text=_("Floor, counter, ramp, lift, bus stop.")
    )
    position = PositionField(_("place on the map"))
    phones = ArrayField(
        models.CharField(max_length=30, validators=[phone_number]),
        verbose_name=_("phones"),
        default=list,
        blank=True,
        size=5,
        help_text=_("With commas between them, the one to try first in front."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    keeps_holidays = models.BooleanField(
        _("closed on public holidays"),
        default=True,
        help_text=_("The public holidays of Greece, and the days that are entered under “Closed days”."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("A lower number stands further up in lists.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = OfficeQuerySet.as_manager()
    base_form_class = OfficeForm

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.names) or self.code

    @property
    def note(self) -> str:
        """What it does, in the language of the page."""
        return in_language(self.notes)

    @property
    def address(self) -> str:
        """The address in the language of the page."""
        return in_language(self.addresses)

    @property
    def direction(self) -> str:
        """How to find it, in the language of the page."""
        return in_language(self.directions)


class _Hours(models.Model):
    """From when until when. Midnight as an end is written 00:00."""

    opens: Any
    closes: Any

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and not ends_after(self.opens, self.closes):
            raise ValidationError({"closes": _("It closes after it opens.")})


def ends_after(opens: time, closes: time) -> bool:
    """Whether a span of one day is one; 00:00 as an end is the end of the day."""
    return closes > opens or closes == time(0)


class OfficeHours(_Hours):
    """A span on a weekday. A break at noon makes two of them."""

    retention = TOWN_HALL

    office = ParentalKey(Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ("weekday", "opens")
        constraints = [
            models.UniqueConstraint(fields=["office", "weekday", "opens"], name="offices_hours_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="offices_hours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=time(0)), name="offices_hours_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OfficeException(_Hours):
    """Other hours on some days, or closed when no hours are given."""

    retention = TOWN_HALL

    office = ParentalKey(
        Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="exceptions"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: only that day."))
    opens = models.TimeField(_("opens"), null=True, blank=True, help_text=_("Empty: closed."))
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reasons = TextByLanguage(_("reason"), blank=True)

    class Meta:
        verbose_name = _("other hours")
        verbose_name_plural = _("other hours")
        ordering = ("first_day", "opens")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="offices_exception_days",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | (
                    Q(opens__isnull=False, closes__isnull=False)
                    & (Q(closes__gt=F("opens")) | Q(closes=time(0)))
                ),
                name="offices_exception_hours",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.first_day}: {self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens else f"{self.first_day}"
        )

    def clean(self) -> None:
        super().clean()
        refuse_backward_days(self.first_day, self.last_day)
        if bool(self.opens) != bool(self.closes):
            raise ValidationError({"closes": _("Give both hours, or none when it is closed.")})


class ClosedDay(models.Model):
    """Days on which every office that keeps holidays is closed: the town's own feast, a strike, the summer break."""

    retention = TOWN_HALL

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: only that day."))
    names = TextByLanguage(_("reason"))
    every_year = models.BooleanField(_("every year"), default=False)

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ("first_day",)
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="offices_closed_days",
            )
        ]

    def __str__(self) -> str:
        return in_language(self.names) or str(self.first_day)

    def clean(self) -> None:
        super().clean()
        refuse_backward_days(self.first_day, self.last_day)


def refuse_backward_days(first: date | None, last: date | None) -> None:
    """ValidationError where the last day comes before the first."""
    if first and last and last < first:
        raise ValidationError({"last_day": _("The last day is not before the first.")})
