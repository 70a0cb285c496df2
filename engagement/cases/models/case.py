"""Case: a request on its way, and the protocol that numbers it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.gis.db import models as gis
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.retention import Retention
from engagement.cases.choices import OPEN_STATES, ApplicantKind, CaseState, Outcome
from engagement.cases.querysets import CaseQuerySet
from engagement.eservices.models import Service, ServiceVersion
from engagement.intake.choices import Channel
from engagement.intake.models import Submission
from maps.places.models import District

FIVE_YEARS = timedelta(days=5 * 365)
STILL_OPEN = Q(state__in=sorted(str(state) for state in OPEN_STATES))


class ProtocolYear(models.Model):
    """The last number given in a year. Whoever takes the next one holds this row: no gap, no double."""

    retention = Retention.lasting("The town hall's protocol.")

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("year of the protocol")
        verbose_name_plural = _("years of the protocol")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(models.Model):
    """A request on its way. Changed by engagement.cases.actions only, under the lock of its row."""

    retention = Retention(
        reason="A decided request is kept for five years, so that its decision can be questioned and explained.",
        keep=FIVE_YEARS,
        personal=True,
    )

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    # Opens the tracing page beside the number. Not more secret than the case itself, which lies beside it.
    secret = models.CharField(max_length=20)
    submission = models.OneToOneField(
        Submission, verbose_name=_("submission"), on_delete=models.PROTECT, related_name="case"
    )
    version = models.ForeignKey(
        ServiceVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="cases"
    )
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="cases"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CaseState.choices, default=CaseState.SUBMITTED
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.ONLINE)

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases",
    )
    applicant_kind = models.CharField(
        _("who asks"), max_length=10, choices=ApplicantKind.choices, default=ApplicantKind.PERSON
    )
    applicant_name = models.CharField(_("name"), max_length=200, blank=True)
    applicant_email = models.EmailField(_("e-mail"), blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)

    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_cases",
    )
    place = gis.PointField(_("place"), srid=4326, null=True, blank=True)
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    submitted_at = models.DateTimeField(_("submitted at"))
    # The promised day, with all pauses so far; empty where nothing is promised or the clock stands still.
    due_on = models.DateField(_("due on"), null=True, blank=True)
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    # The last day, as it was told with the decision: what the calendar says later moves nothing.
    object_until = models.DateField(_("may be objected to until"), null=True, blank=True)
    # The last time, after an objection or by an officer: the promised day counts from then; silence decides nothing.
    reopened_on = models.DateField(_("reopened on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    # When its time was over and what told of people was emptied.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    # Of the newest entry of the timeline; the next one continues from it.
    entries = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = (F("due_on").asc(nulls_last=True), "submitted_at")
        permissions = [
            ("work_on_case", _("Can work on the cases of the own department")),
            ("supervise_case", _("Can see and hand over the cases of all departments")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="cases_protocol_once"),
            models.CheckConstraint(
                condition=Q(state__in=["decided", "issued"], outcome__gt="")
                | ~Q(state__in=["decided", "issued"]),
                name="cases_decided_has_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "state", "due_on"], name="cases_queue"),
            models.Index(fields=["assignee", "state", "due_on"], name="cases_of_officer"),
            models.Index(fields=["service", "-submitted_at"], name="cases_of_service"),
            models.Index(fields=["applicant", "-submitted_at"], name="cases_of_applicant"),
            models.Index(fields=["-submitted_at"], name="cases_newest"),
            models.Index(fields=["state", "due_on", "submitted_at"], name="cases_by_deadline"),
            # What the queue's views hold, in their order. With all that they count, so that counting reads no case.
            models.Index(
                fields=["due_on", "submitted_at", "id"],
                include=["state", "assignee", "department"],
                condition=STILL_OPEN,
                name="cases_open",
            ),
            models.Index(fields=["-submitted_at"], condition=~STILL_OPEN, name="cases_ended"),
            # The desk looks for names that begin so, whatever the case.
            models.Index(OpClass(Upper("applicant_name"), "text_pattern_ops"), name="cases_by_name"),
        ]

    def __str__(self) -> str:
        return self.protocol

    @property
    def told_state(self) -> str:
        """Where it stands, in the words that its applicant reads."""
        return CaseState(self.state).told

    @property
    def protocol(self) -> str:
        """The number that people quote: 2026/000123."""
        return f"{self.year}/{self.number:06d}"

    @property
    def is_running(self) -> bool:
        """Whether its day binds the town hall: not once it has ended, nor while it waits for the applicant."""
        waits = self.state == CaseState.WAITING_FOR_APPLICANT
        return bool(self.due_on and not self.decided_at and not waits and self.state in OPEN_STATES)

    @property
    def is_late(self) -> bool:
        """Whether that day has passed."""
        return self.is_running and self.due_on is not None and self.due_on < timezone.localdate()
