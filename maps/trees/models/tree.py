"""Tree: one tree, from planting to felling."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import folded_column
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from maps.trees.choices import MAX_GIRTH_CM, MAX_HEIGHT_M, Condition, Precision, RemovalReason
from maps.trees.measures import size_in_words
from maps.trees.models.site import PlantingSite
from maps.trees.models.species import Species
from maps.trees.querysets import TreeQuerySet


class DiameterOf(Func):
    """Diameter of a trunk from its girth, both in cm: the girth is kept, the diameter follows (girth =
    π·d)."""

    template = "round(%(expressions)s / pi()::numeric, 1)"
    arity = 1


def _between(column: str, largest: Any) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": 0, f"{column}__lte": largest})


class Tree(models.Model):
    """A tree in its site. Felled trees stay: a site's trees, one after the other, are its history."""

    retention = Retention.lasting("History of the town's trees.")

    site = models.ForeignKey(
        PlantingSite, verbose_name=_("planting site"), on_delete=models.PROTECT, related_name="trees"
    )
    species = models.ForeignKey(
        Species,
        verbose_name=_("species"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="trees",
        help_text=_("Leave empty when it is not known."),
    )
    species_as_given = models.CharField(
        _("species, as the source names it"),
        max_length=120,
        blank=True,
        help_text=_("Kept where no species fits."),
    )
    girth_cm = models.DecimalField(
        _("girth (cm)"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_GIRTH_CM)],
        help_text=_("Around the trunk, 1.30 m above the ground."),
    )
    girth_precision = models.CharField(
        _("how the girth is known"), max_length=10, choices=Precision.choices, default=Precision.MEASURED
    )
    diameter_class = models.CharField(_("class of diameter at the source"), max_length=30, blank=True)
    diameter_cm = models.GeneratedField(
        expression=DiameterOf(F("girth_cm")),
        output_field=models.DecimalField(_("diameter (cm)"), max_digits=6, decimal_places=1),
        db_persist=True,
        verbose_name=_("diameter (cm)"),
    )
    height_m = models.DecimalField(
        _("height (m)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_HEIGHT_M)],
    )
    height_precision = models.CharField(
        _("how the height is known"), max_length=10, choices=Precision.choices, default=Precision.MEASURED
    )
    height_class = models.CharField(_("class of height at the source"), max_length=30, blank=True)
    planted_on = models.DateField(_("planted on"), null=True, blank=True)
    condition = models.CharField(
        _("condition"), max_length=8, choices=Condition.choices, default=Condition.UNKNOWN
    )
    protected = models.BooleanField(_("protected"), default=False)
    protection_notes = TextByLanguage(_("why it is protected"), blank=True, rows=2)
    removed_on = models.DateField(_("felled on"), null=True, blank=True, editable=False)
    removal_reason = models.CharField(
        _("why it was felled"), max_length=10, choices=RemovalReason.choices, blank=True, editable=False
    )
    source = models.CharField(_("source"), max_length=80, blank=True)
    source_ref = models.CharField(_("number at the source"), max_length=80, blank=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)
    folded = folded_column(F("species_as_given"), editable=False)

    objects = TreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tree")
        verbose_name_plural = _("trees")
        ordering = ("pk",)
        permissions = [("fell_protected_tree", "Can record the felling of a protected tree")]
        indexes = [
            models.Index(
                fields=["species"], condition=Q(removed_on__isnull=True), name="trees_standing_species"
            ),
            models.Index(fields=["planted_on"], name="trees_tree_planted"),
            models.Index(fields=["girth_cm"], name="trees_tree_girth"),
            models.Index(fields=["height_m"], name="trees_tree_height"),
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                condition=~Q(folded=""),
                name="trees_tree_folded",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(removed_on__isnull=True), name="trees_one_standing_at_a_site"
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~Q(source_ref=""), name="trees_tree_source_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True)
                | Q(planted_on__isnull=True)
                | Q(removed_on__gte=F("planted_on")),
                name="trees_felled_after_planting",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True, removal_reason="")
                | Q(removed_on__isnull=False) & ~Q(removal_reason=""),
                name="trees_reason_with_felling",
            ),
            models.CheckConstraint(
                condition=_between("girth_cm", MAX_GIRTH_CM), name="trees_girth_in_limits"
            ),
            models.CheckConstraint(
                condition=_between("height_m", MAX_HEIGHT_M), name="trees_height_in_limits"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(species)s, no. %(number)s") % {"species": self.species_name, "number": self.pk}

    def get_absolute_url(self) -> str:
        """The tree's public page, in the language of the moment."""
        return reverse("maps_trees:tree", args=[self.pk])

    @property
    def stands(self) -> bool:
        """Whether it stands today."""
        return self.removed_on is None

    @property
    def species_name(self) -> str:
        """What people call it, else what the source called it, else that it is not known."""
        if self.species is not None:
            return self.species.name
        return self.species_as_given or gettext("Unknown species")

    @property
    def girth_in_words(self) -> str:
        """With its unit, and how well it is known; empty when it is not."""
        return size_in_words(self.girth_cm, "cm", self.girth_precision)

    @property
    def height_in_words(self) -> str:
        """With its unit, and how well it is known; empty when it is not."""
        return size_in_words(self.height_m, "m", self.height_precision)

    @property
    def protection_note(self) -> str:
        """Why it is protected, in the language of the page."""
        return in_language(self.protection_notes)
