"""FormVersion, Draft, Submission: what was asked, what is being answered, what was sent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.kit.schemas import current_schema
from engagement.intake.choices import Channel, DraftState
from engagement.intake.definition import FormDefinition, from_json
from engagement.intake.querysets import DraftQuerySet, SubmissionQuerySet

# By municipality, version, and the moment it was made (a restored database may give a number again).
MOST_FORMS = 200
_read_forms: dict[tuple[str, int, datetime], FormDefinition] = {}


class FormVersion(models.Model):
    """A form as it was at one moment. A trigger refuses every change: answers are pinned to it."""

    retention = Retention.lasting("Answers can only be read with the form that asked for them.")

    # Which room takes the answers: a name in engagement.intake.registry.occasions.
    purpose = models.SlugField(_("purpose"), max_length=40)
    definition = models.JSONField(_("definition"))
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def form(self) -> FormDefinition:
        """The form. A version never changes: a process reads and checks its definition once."""
        if "_form" not in self.__dict__:
            self.__dict__["_form"] = self._read()
        form: FormDefinition = self.__dict__["_form"]
        return form

    def _read(self) -> FormDefinition:
        if self._state.adding:
            return from_json(self.definition)
        key = (current_schema(), self.pk, self.created_at)
        if key not in _read_forms:
            if len(_read_forms) >= MOST_FORMS:
                _read_forms.clear()
            _read_forms[key] = from_json(self.definition)
        return _read_forms[key]


class Draft(models.Model):
    """Answers that are not sent yet. Known by whoever began it: by session, account, or code."""

    retention = Retention(
        reason="A form that nobody goes on with is deleted after thirty days.",
        keep=timedelta(days=30),
        personal=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        FormVersion, verbose_name=_("form"), on_delete=models.PROTECT, related_name="drafts"
    )
    state = models.CharField(_("state"), max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    language = models.CharField(_("language"), max_length=10)
    answers = models.JSONField(_("answers"), default=dict)
    # Steps that somebody has pressed "go on" in; a step that was never seen is no step with errors.
    passed = models.JSONField(_("steps passed"), default=list)
    # Step id -> the page that wrote it last: a page never comes into conflict with what it kept itself.
    writers = models.JSONField(default=dict, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    # Keyed hash of the code to go on with; the code itself is shown once and kept nowhere.
    code_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    expires_at = models.DateTimeField(_("kept until"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="intake_draft_code_once"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "-changed_at"], name="intake_draft_by_owner"),
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="intake_draft_expiring"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Submission(models.Model):
    """Answers that were sent. A trigger refuses to change them."""

    retention = Retention(
        reason="Kept as long as the request that it belongs to may be questioned.",
        keep=timedelta(days=5 * 365),
        personal=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Of the draft that became it: what makes sending twice impossible, also when the draft is long gone.
    draft_key = models.UUIDField(unique=True, editable=False)
    version = models.ForeignKey(
        FormVersion, verbose_name=_("form"), on_delete=models.PROTECT, related_name="submissions"
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    language = models.CharField(_("language"), max_length=10)
    answers = models.JSONField(_("answers"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
    )
    # Keyed hash of who sent it, where that is known: what limits per person are counted by.
    person_digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("sent at"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-sent_at",)
        indexes = [
            models.Index(fields=["version", "-sent_at"], name="intake_submission_by_form"),
            models.Index(
                fields=["person_digest"], condition=~Q(person_digest=""), name="intake_submission_person"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
