"""PrivateFile: something that a person handed in."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files.choices import MOVES, PICTURES, FileKind, FileState
from cms.files.errors import WrongMove
from cms.files.querysets import PrivateFileQuerySet
from cms.kit.retention import Retention
from cms.media.contract import private_storage

FOLDER = "handed-in"


def place_of(file: PrivateFile, _name: str) -> str:
    """Nothing of the name that a person gave ever becomes a path."""
    return f"{FOLDER}/{timezone.now():%Y/%m}/{file.pk}.{file.kind}"


class PrivateFile(models.Model):
    """One file in private storage. `name` is safe to show and ends with what the file really is."""

    retention = Retention(
        reason="As long as the request or form that took it; unclaimed files are removed after two days.",
        personal=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=FileKind.choices)
    # Without bytes: infected, they were not kept.
    file = models.FileField(
        _("file"), upload_to=place_of, storage=private_storage, blank=True, max_length=200
    )
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    purpose = models.CharField(_("purpose"), max_length=60)
    state = models.CharField(_("state"), max_length=12, choices=FileState.choices, default=FileState.RECEIVED)
    # Which scanner decided, what it found, or why it could not say.
    scanner = models.CharField(_("scanner"), max_length=60, blank=True)
    finding = models.CharField(_("finding"), max_length=200, blank=True)
    scans = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_scan_at = models.DateTimeField(_("next scan"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    owner_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Names the form that took it: a second one cannot.
    taker = models.CharField(_("taken by"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    # Unclaimed until then, it is removed; a saved draft moves it.
    kept_until = models.DateTimeField(_("kept until"))

    objects = PrivateFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a person")
        verbose_name_plural = _("files of people")
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at=None, taker="") | (Q(claimed_at__isnull=False) & ~Q(taker="")),
                name="files_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.INFECTED) | Q(file=""), name="files_infected_has_no_bytes"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FileState.values) & Q(kind__in=FileKind.values),
                name="files_known_words",
            ),
        ]
        indexes = [
            models.Index(fields=["kept_until"], condition=Q(claimed_at=None), name="files_unclaimed"),
            models.Index(
                fields=["owner_digest"], condition=Q(claimed_at=None), name="files_unclaimed_by_owner"
            ),
            models.Index(
                fields=["next_scan_at"], condition=Q(next_scan_at__isnull=False), name="files_next_scan"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where those who may see it get it."""
        return reverse("private_file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        """Made anew by us, so that it can be shown in place."""
        return FileKind(self.kind) in PICTURES

    @property
    def is_ready(self) -> bool:
        """May be handed out."""
        return self.state == FileState.CLEAN

    @property
    def content_type(self) -> str:
        return FileKind(self.kind).content_type

    @property
    def path(self) -> Path:
        """On the disk of this machine."""
        return Path(self.file.path)

    def move_to(self, state: FileState) -> None:
        """Checks the move against the table; the caller saves."""
        if state not in MOVES[FileState(self.state)]:
            raise WrongMove(f"{self.state} -> {state}")
        self.state = state
