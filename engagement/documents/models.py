"""Template, its immutable versions, number series, and the documents that were issued from them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from cms.media.contract import private_storage
from engagement.cases.choices import Outcome
from engagement.cases.models import Case
from engagement.documents.choices import STAGE_MOVES, DocumentKind, Stage, Standing
from engagement.documents.content import Content
from engagement.documents.querysets import SEALED, DocumentQuerySet, TemplateQuerySet
from engagement.eservices.models import Service


class DocumentTemplate(models.Model):
    """What staff edit. Documents are made from its published version, never from this row."""

    retention = Retention.lasting("What the municipality issues.")

    names = TextByLanguage(_("title"), help_text=_("Stands on the document as its heading."))
    kind = models.CharField(
        _("kind"), max_length=20, choices=DocumentKind.choices, default=DocumentKind.CERTIFICATE
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="document_templates",
        help_text=_("Empty: for every service that has no template of its own."),
    )
    outcome = models.CharField(
        _("issued when the request was"), max_length=10, choices=Outcome.choices, default=Outcome.GRANTED
    )
    # {"el": HTML}: what Wagtail's editor writes, with words in braces.
    texts = models.JSONField(_("text"), default=dict)
    signatories = TextByLanguage(
        _("who issues it"),
        blank=True,
        help_text=_("The role, not a person’s name: it stands below the text, and as {officer_role}."),
    )
    series = models.CharField(
        _("number series"),
        max_length=12,
        validators=[RegexValidator(r"^[^\W_][\w-]*$", _("Letters, digits and dashes."))],
        help_text=_("Stands before the number: ΒΜΚ-2026/00012. Each series counts for itself."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for months"),
        default=0,
        validators=[MaxValueValidator(1200)],
        help_text=_("0: without an end."),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Not in use: nothing new is issued from it.")
    )
    current = models.ForeignKey(
        "TemplateVersion",
        verbose_name=_("published version"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("document template")
        verbose_name_plural = _("document templates")
        ordering = ("service_id", "pk")

    def __str__(self) -> str:
        return in_language(self.names) or f"#{self.pk}"

    @property
    def content(self) -> Content:
        """What would be published now."""
        return Content(
            kind=self.kind,
            titles=self.names,
            texts=self.texts,
            signatories=self.signatories,
            series=self.series,
            validity_months=self.validity_months,
        )

    @property
    def has_changes(self) -> bool:
        """Whether it differs from what is published."""
        return self.current is None or self.current.content != self.content.to_json()


class TemplateVersion(models.Model):
    """A template as it was published. A trigger refuses every change."""

    retention = Retention.lasting("Documents show what they were made from.")

    template = models.ForeignKey(
        DocumentTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="documents_version_once")]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @property
    def read(self) -> Content:
        """The content, read."""
        return Content.from_json(self.content)


class Series(models.Model):
    """The last number of a series in a year. Whoever takes the next one holds this row: no gap, no double."""

    retention = Retention.lasting("The town hall's registers of documents.")

    name = models.CharField(_("number series"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="documents_series_once")]

    def __str__(self) -> str:
        return f"{self.name}-{self.year}: {self.last}"


def place_of(document: IssuedDocument, _name: str) -> str:
    """Where its PDF lies: found by the document alone, so that a second attempt writes over the first."""
    return f"issued/{document.year}/{document.key}.pdf"


class IssuedDocument(models.Model):
    """One document. Written in the transaction of the decision, sealed and delivered by the worker, never edited."""

    retention = Retention(
        reason="Third parties ask whether it is genuine for as long as it may be shown to them.",
        keep=timedelta(days=10 * 365),
        personal=True,
    )

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="documents")
    template = models.ForeignKey(
        DocumentTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="documents"
    )
    version = models.ForeignKey(
        TemplateVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="documents"
    )
    series = models.CharField(_("number series"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    running = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=40, unique=True)
    language = models.CharField(_("language"), max_length=10)
    # What the words in braces stood for at the decision.
    values = models.JSONField(_("values"), default=dict)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.WAITING)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.VALID
    )
    ended_at = models.DateTimeField(_("revoked or replaced at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    file = models.FileField(
        _("file"), upload_to=place_of, storage=private_storage, blank=True, max_length=200
    )
    size = models.PositiveIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    # Whose seal, by its certificate's name and SHA-256, and how far it goes: B-B, B-T, B-LT.
    sealed_by = models.CharField(_("sealed by"), max_length=300, blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    seal_level = models.CharField(_("level of the seal"), max_length=10, blank=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)

    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "running"], name="documents_number_once"),
            models.CheckConstraint(
                condition=Q(stage__in=SEALED, sha256__gt="", sealed_at__isnull=False) | ~Q(stage__in=SEALED),
                name="documents_sealed_has_file",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.VALID, ended_at=None)
                | (~Q(standing=Standing.VALID) & Q(ended_at__isnull=False)),
                name="documents_ended_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="documents_ends_after_begin",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], condition=~Q(sha256=""), name="documents_by_hash"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(stage__in=["waiting", "sealed"]),
                name="documents_to_do",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that people quote: ΒΜΚ-2026/00012."""
        return f"{self.series}-{self.year}/{self.running:05d}"

    @property
    def is_sealed(self) -> bool:
        """It exists for the world."""
        return self.stage in SEALED

    @property
    def title(self) -> str:
        """Its heading, in its own language."""
        return in_language(self.version.read.titles, self.language)

    @property
    def file_name(self) -> str:
        """What a browser keeps it as."""
        return f"{self.number.replace('/', '-')}.pdf"

    def is_over(self, today: date | None = None) -> bool:
        """Whether its time is over."""
        return self.valid_until is not None and self.valid_until < (today or timezone.localdate())

    def move_to(self, stage: str) -> None:
        """Checks the move against the table; the caller saves."""
        if stage not in STAGE_MOVES[self.stage]:
            raise ValueError(f"{self.stage} -> {stage}")
        self.stage = Stage(stage).value

    def bytes(self) -> Any:
        """The PDF."""
        with self.file.open("rb") as file:
            return file.read()
