"""Collection and Revision: what lies on the shelf, and when it changed.

The rows lie in tables of their own (shelf/).
"""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.catalog.models import Dataset
from opendata.tables.contract import Field, GeometryType
from opendata.tables.describing import field_from_json
from opendata.tables.querysets import CollectionQuerySet


class Collection(models.Model):
    """One table of the shelf. `extent`: [west, south, east, north] in degrees, null without any position."""

    retention = Retention.lasting("The open data of the municipality.")

    dataset = models.OneToOneField(
        Dataset, verbose_name=_("dataset"), on_delete=models.PROTECT, related_name="collection"
    )
    # Each field as describing.field_to_json writes it, in order.
    fields = models.JSONField(_("fields"), default=list)
    geometry_type = models.CharField(
        _("kind of geometry"), max_length=20, choices=[(kind.value, kind.value) for kind in GeometryType]
    )
    item_page = models.CharField(max_length=100, blank=True)
    tile_priority = models.CharField(max_length=63, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    # The earliest revision whose rows are still known.
    oldest_revision = models.PositiveIntegerField(_("earliest revision kept"), default=0)
    # What breaks programs: [{"column", "announced_at", "sunset_at"}], moments as ISO 8601.
    announcements = models.JSONField(_("announcements"), default=list, blank=True)
    row_count = models.PositiveBigIntegerField(_("rows"), default=0)
    extent = ArrayField(models.FloatField(), verbose_name=_("extent"), size=4, null=True)
    # When the rows or their description changed last.
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ("dataset__name",)

    def __str__(self) -> str:
        return self.dataset.title

    @property
    def name(self) -> str:
        """The id in addresses."""
        return self.dataset.name

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The public fields, in order."""
        return tuple(field_from_json(entry) for entry in self.fields)

    @property
    def has_geometry(self) -> bool:
        """False for a plain table."""
        return self.geometry_type != GeometryType.NONE


class Description(models.Model):
    """The columns and the geometry that a collection had from a revision on, until the next description.

    An earlier state is answered in its own columns, those too that the collection has lost since.
    """

    retention = Retention.lasting("The history of what was published.")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="descriptions")
    since = models.PositiveIntegerField(_("since revision"))
    fields = models.JSONField(_("fields"))
    geometry_type = models.CharField(
        _("kind of geometry"), max_length=20, choices=[(kind.value, kind.value) for kind in GeometryType]
    )

    class Meta:
        verbose_name = _("description of columns")
        verbose_name_plural = _("descriptions of columns")
        ordering = ("-since",)
        constraints = [
            models.UniqueConstraint(fields=["collection", "since"], name="tables_description_since_once")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.since}"


class Revision(models.Model):
    """A published state of a collection, and how it differs from the one before."""

    retention = Retention.lasting("The history of what was published.")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("published"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added = models.PositiveBigIntegerField(_("rows added"), default=0)
    changed = models.PositiveBigIntegerField(_("rows changed"), default=0)
    removed = models.PositiveBigIntegerField(_("rows removed"), default=0)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["collection", "number"], name="tables_revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.number}"
