"""Upload: a file on its way to the shelf."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from cms.media.contract import private_storage
from opendata.catalog.choices import UpdateFrequency
from opendata.catalog.models import Dataset, Licence, Theme
from opendata.ingest.choices import MOVES, SETTLED, WORKING, Doing, Farewell, UploadState
from opendata.ingest.codes import OF_LINES
from opendata.ingest.contract import Decisions, Findings, LoadReport, Problems
from opendata.ingest.notes import notes_that_hold
from opendata.ingest.querysets import UploadQuerySet
from opendata.ingest.refusals import worded

# What is told of a column, as contract.ColumnDecision calls it: no row depends on it.
WORDS = ("titles", "descriptions", "unit")


class Upload(models.Model):
    """The file lies in private storage until it is settled. What was found, decided and compared stays here."""

    retention = Retention(
        reason="To see where published rows came from and what was wrong with the file.",
        keep=timedelta(days=2 * 365),
        personal=True,
    )

    file = models.FileField(
        _("file"), upload_to="data/uploads/", storage=private_storage, blank=True, max_length=300
    )
    file_name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=UploadState.choices,
        default=UploadState.RECEIVED,
        db_index=True,
    )
    progress = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    doing = models.CharField(max_length=12, choices=Doing.choices, default=Doing.WAITING)
    # A person has pressed "cancel" while a worker was at it.
    cancel_wanted = models.BooleanField(default=False)
    # Why it was refused or what went wrong, as `refusals.kept` has it; people read `why_refused`.
    refusal = models.TextField(_("why it was refused"), blank=True)
    language = models.CharField(_("language of the report"), max_length=10, blank=True)

    # contract.Findings and contract.Decisions in JSON.
    findings = models.JSONField(_("what was found"), default=dict, blank=True)
    decisions = models.JSONField(_("what was decided"), default=dict, blank=True)
    # What becomes of published columns that the file no longer has: {key: Farewell}.
    farewells = models.JSONField(default=dict, blank=True)
    comparison = models.JSONField(_("what would change"), default=dict, blank=True)
    # Mark of the decisions that the staged rows were made with; empty without staged rows.
    staged_with = models.CharField(max_length=64, blank=True)
    # contract.LoadReport of the staged rows.
    loaded = models.JSONField(default=dict, blank=True)
    report = models.FileField(
        _("report"), upload_to="data/reports/", storage=private_storage, blank=True, max_length=300
    )

    # The dataset whose newer state this is; of a new one, the dataset that it made.
    dataset = models.ForeignKey(
        Dataset,
        verbose_name=_("dataset"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="uploads",
    )
    is_new_state = models.BooleanField(_("newer state of a dataset"), default=False)
    revision = models.PositiveIntegerField(_("revision"), null=True, blank=True)

    # What the catalogue will say of a new dataset.
    name = models.SlugField(_("name in addresses"), max_length=50, blank=True)
    titles = TextByLanguage(_("title"), blank=True)
    descriptions = TextByLanguage(_("description"), blank=True, rows=4)
    keywords = models.JSONField(_("keywords"), default=dict, blank=True)
    licence = models.ForeignKey(
        Licence, verbose_name=_("licence"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    update_frequency = models.CharField(
        _("how often it changes"),
        max_length=20,
        choices=UpdateFrequency.choices,
        default=UpdateFrequency.UNKNOWN,
    )
    contact = models.ForeignKey(
        Department,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    harvest = models.ForeignKey(
        "opendata_ingest.Harvest", null=True, blank=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-at", "-pk")
        permissions = [("publish_upload", "Can publish data")]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="ingest_upload_progress"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(dataset__isnull=False),
                name="ingest_published_upload_has_dataset",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.titles) or self.file_name

    @property
    def is_working(self) -> bool:
        """A worker has it, or will soon."""
        return self.state in WORKING

    @property
    def is_settled(self) -> bool:
        """Nothing more can happen to it."""
        return self.state in SETTLED

    @property
    def staging(self) -> str:
        """Name of the table that its rows are written into before they are published."""
        return f"ingest_rows_{self.pk}"

    @property
    def why_refused(self) -> str:
        """One sentence in the reader's language; empty where nothing was wrong."""
        return worded(self.refusal) if self.refusal else ""

    def may_become(self, state: UploadState) -> bool:
        """Whether the table of moves has this one."""
        return state in MOVES[UploadState(self.state)]

    @property
    def found(self) -> Findings | None:
        """What the file was understood to be; None before it was read."""
        return Findings.from_json(self.findings) if self.findings else None

    @property
    def is_of_lines(self) -> bool:
        """Whether a row of the file is at a line that people can go to."""
        found = self.found
        return found is None or found.kind in OF_LINES

    @property
    def decided(self) -> Decisions:
        """How it is to be read."""
        return Decisions.from_json(self.decisions)

    @property
    def load_report(self) -> LoadReport | None:
        """What became of its rows; None before they were staged."""
        return LoadReport.from_json(self.loaded) if self.loaded else None

    @property
    def problems(self) -> Problems:
        """Of the staged rows where there are any, else those that the first reading found."""
        report, found = self.load_report, self.found
        looked = notes_that_hold(found.problems, self.decided) if found else Problems()
        return report.problems.with_notes_of(looked) if report is not None else looked

    @property
    def mark(self) -> str:
        """Changes whenever a decision does on which the staged rows depend."""
        dropped = sorted(name for name, farewell in self.farewells.items() if farewell == Farewell.DROP)
        return _hash_of([self.mark_of_reading, dropped])

    @property
    def mark_of_reading(self) -> str:
        """Changes whenever a decision does on which the comparison depends: what becomes of gone columns is none."""
        columns = [
            {name: value for name, value in column.items() if name not in WORDS}
            for column in self.decisions.get("columns", [])
        ]
        return _hash_of({**self.decisions, "columns": columns})

    @property
    def is_staged(self) -> bool:
        """Whether the rows were staged with the decisions as they are now."""
        return bool(self.staged_with) and self.staged_with == self.mark

    @property
    def is_compared(self) -> bool:
        """Whether the comparison was made with the decisions as they are now."""
        return bool(self.comparison) and self.comparison.get("with") == self.mark_of_reading


def _hash_of(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
