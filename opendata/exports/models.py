"""Export: a file of a whole collection. Order: that a collection wants new ones."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.media.contract import private_storage
from opendata.exports.choices import MOVES, Reason, State
from opendata.exports.errors import BadMove
from opendata.exports.formats import FORMATS, ExportFormat
from opendata.exports.querysets import ExportQuerySet
from opendata.tables.models import Collection


class Export(models.Model):
    """One file: a collection, as it was at a revision, in a format."""

    retention = Retention.lasting(
        "Made again from the collection at any time; earlier revisions' are removed."
    )

    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.CASCADE, related_name="exports"
    )
    revision = models.PositiveIntegerField(_("revision"))
    # When the rows were published that are in it.
    published_at = models.DateTimeField(_("published"))
    format = models.CharField(
        _("format"), max_length=20, choices=[(entry.name, entry.title) for entry in FORMATS.values()]
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    # In private storage: a dataset that is withdrawn takes its files along.
    file = models.FileField(_("file"), max_length=200, storage=private_storage, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("times begun"), default=0)
    moved_at = models.DateTimeField(_("state since"), auto_now=True)
    built_at = models.DateTimeField(_("made"), null=True, blank=True)
    error = models.CharField(_("why not"), max_length=20, choices=Reason.choices, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("file to download")
        verbose_name_plural = _("files to download")
        ordering = ("collection", "-revision", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "revision", "format"], name="exports_one_file_a_revision_and_format"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.READY) | ~models.Q(sha256=""),
                name="exports_ready_has_a_checksum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.revision} {self.format}"

    @property
    def kind(self) -> ExportFormat:
        """The format with all that is known of it."""
        return FORMATS[self.format]

    def move(self, state: State) -> None:
        """The next state, unsaved; BadMove where the table of moves has none."""
        if state not in MOVES[self.state]:
            raise BadMove(f"{self}: {self.state} -> {state}")
        self.state = state


class Order(models.Model):
    """New files of a collection are wanted: one row a collection, taken away by who makes them."""

    retention = Retention(reason="Work to be done.", keep=timedelta(days=7))

    collection = models.OneToOneField(
        Collection, verbose_name=_("collection"), on_delete=models.CASCADE, related_name="export_order"
    )
    due_at = models.DateTimeField(_("begins"))

    class Meta:
        verbose_name = _("order for files")
        verbose_name_plural = _("orders for files")

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.due_at}"
