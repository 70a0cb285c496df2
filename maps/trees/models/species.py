"""Species: what kind of tree."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import Joined, folded_column
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from maps.trees.choices import MAX_GIRTH_CM, MAX_HEIGHT_M
from maps.trees.querysets import SpeciesQuerySet


class Species(models.Model):
    """A species or variety, known by its botanical name. Sizes are those of a grown tree in a town."""

    retention = Retention.lasting("Names of plants.")

    botanical = models.CharField(_("botanical name"), max_length=120)
    name_el = models.CharField(_("name (Greek)"), max_length=120, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    family = models.CharField(_("family"), max_length=60, blank=True)
    evergreen = models.BooleanField(_("evergreen"), null=True, blank=True)
    native = models.BooleanField(_("native"), null=True, blank=True)
    allergenic = models.BooleanField(_("pollen causes allergies"), null=True, blank=True)
    mature_height_m = models.DecimalField(
        _("height when grown (m)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_HEIGHT_M)],
    )
    mature_girth_cm = models.DecimalField(
        _("girth when grown (cm)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_GIRTH_CM)],
    )
    notes = TextByLanguage(_("note"), blank=True, rows=3)
    # One species, however its name was typed.
    botanical_folded = folded_column(F("botanical"), unique=True, editable=False)
    folded = folded_column(Joined("botanical", "name_el", "name_en"), editable=False)

    objects = SpeciesQuerySet.as_manager()

    class Meta:
        verbose_name = _("species")
        verbose_name_plural = pgettext_lazy("several", "species")
        ordering = ("botanical",)
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="trees_species_folded")]
        constraints = [
            models.CheckConstraint(condition=~Q(botanical=""), name="trees_species_named"),
            models.CheckConstraint(
                condition=Q(mature_height_m__isnull=True)
                | Q(mature_height_m__gt=0, mature_height_m__lte=MAX_HEIGHT_M),
                name="trees_species_height",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.botanical})" if self.name != self.botanical else self.botanical

    @property
    def name(self) -> str:
        """What people call it in the language of the page, else the botanical name."""
        return in_language({"el": self.name_el, "en": self.name_en}, get_language()) or self.botanical

    @property
    def note(self) -> str:
        """The note in the language of the page."""
        return in_language(self.notes)
