"""PlantingSite: a place where a tree stands, stood or could stand."""

from __future__ import annotations

from django.contrib.gis.db import models as gis
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import Joined, folded_column
from cms.kit.retention import Retention
from maps.places.models import District, Street
from maps.trees.choices import Side, Surface
from maps.trees.querysets import PlantingSiteQuerySet


class PlantingSite(models.Model):
    """A place for one tree at a time; it outlives the trees. `district` is set by position, in SQL."""

    retention = Retention.lasting("The town's property.")

    position = gis.PointField(_("position"), srid=4326)
    address = models.CharField(_("address"), max_length=200, blank=True)
    english_address = models.CharField(_("address in English"), max_length=200, blank=True)
    street = models.ForeignKey(
        Street, verbose_name=_("street"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, blank=True)
    surface = models.CharField(_("ground"), max_length=10, choices=Surface.choices, default=Surface.UNKNOWN)
    note = models.CharField(_("note"), max_length=300, blank=True)
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source = models.CharField(_("source"), max_length=80, blank=True)
    source_ref = models.CharField(_("number at the source"), max_length=80, blank=True)
    # What the source said last, so that the same file again changes nothing, nor undoes later work by hand.
    source_digest = models.BinaryField(max_length=16, null=True, editable=False)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)
    folded = folded_column(Joined(F("address"), F("english_address")), editable=False)

    objects = PlantingSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("planting site")
        verbose_name_plural = _("planting sites")
        ordering = ("pk",)
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="trees_site_folded")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~Q(source_ref=""), name="trees_site_source_once"
            )
        ]

    def __str__(self) -> str:
        return self.place_name or gettext("Planting site %(number)s") % {"number": self.pk}

    @property
    def coordinates(self) -> str:
        """Latitude and longitude, as people copy them into a map."""
        return f"{self.position.y:.6f}, {self.position.x:.6f}"

    @property
    def place_name(self) -> str:
        """Street and number in the language of the page where the street is known, else the address in it
        or as written."""
        if self.street is not None and self.street.names:
            return f"{self.street.name} {self.house_number}".strip()
        return (self.english_address if get_language() == "en" else "") or self.address
