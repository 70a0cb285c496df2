"""Entry: one line of a timeline. DayHead: the hash over a day of them. Look: who of the staff read a case."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from engagement.cases.choices import EntryKind
from engagement.cases.models.case import FIVE_YEARS, Case
from engagement.cases.querysets import EntryQuerySet


class Entry(models.Model):
    """One line of a case's timeline. A trigger refuses every change; each line carries the hash of the one before."""

    retention = Retention(reason="Kept as long as its case.", keep=FIVE_YEARS, personal=True)

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="timeline")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    # What the applicant sees. Internal ones are for staff.
    is_public = models.BooleanField(_("public"), default=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The id and role stay readable when the account is gone: officer, applicant, portal.
    by_role = models.CharField(_("role"), max_length=20)
    text = models.TextField(_("text"), blank=True)
    data = models.JSONField(_("details"), default=dict)
    # Its words are gone, its hash stays: the one change that the trigger lets through.
    is_erased = models.BooleanField(default=False, editable=False)
    previous = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("case", "number")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_entry_once")]
        indexes = [
            models.Index(fields=["at"], name="cases_entry_by_time"),
            # Whose opinion is asked for.
            models.Index(
                KeyTransform("colleague", "data"), condition=Q(kind="consulted"), name="cases_entry_colleague"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number} {self.kind}"


class DayHead(models.Model):
    """The hash over all entries of a day, and over the day before: what a timestamp is put on."""

    retention = Retention.lasting("Proves that no timeline was changed afterwards. Holds no personal data.")

    on = models.DateField(_("day"), primary_key=True)
    entries = models.PositiveIntegerField(_("entries"))
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    # A timestamp or signature over the digest, where something is set up that makes one.
    seal = models.BinaryField(default=bytes)
    sealed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("head of a day")
        verbose_name_plural = _("heads of days")
        ordering = ("on",)

    def __str__(self) -> str:
        return f"{self.on} {self.digest[:12]}"


class Look(models.Model):
    """Somebody of the staff looked at a case: what the applicant can see in turn. One line a person and day."""

    retention = Retention(reason="Kept as long as its case.", keep=FIVE_YEARS, personal=True)

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField(_("on"))
    times = models.PositiveIntegerField(_("times"), default=1)
    last_at = models.DateTimeField(_("last"), auto_now=True)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ("-last_at",)
        constraints = [models.UniqueConstraint(fields=["case", "by", "on"], name="cases_look_once_a_day")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by_id} {self.on}"
