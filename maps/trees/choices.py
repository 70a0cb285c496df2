"""Words of the register of trees, and the limits within which a measure can be true."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

# The stoutest trunk known (a Mexican cypress) measures 36 m around, the tallest tree 116 m.
MAX_GIRTH_CM = Decimal(4000)
MAX_HEIGHT_M = Decimal(120)
# Beyond these the record is possible and should be looked at again; the import tells of such rows.
STRANGE_GIRTH_CM = Decimal(1500)
STRANGE_HEIGHT_M = Decimal(60)


class Condition(models.TextChoices):
    """How a tree is, at the last inspection."""

    GOOD = "good", _("good")
    FAIR = "fair", _("fair")
    POOR = "poor", _("poor")
    DEAD = "dead", _("dead")
    UNKNOWN = "unknown", _("not inspected")


class RemovalReason(models.TextChoices):
    """Why a tree no longer stands."""

    STORM = "storm", _("blown down by a storm")
    DISEASE = "disease", _("disease")
    DEAD = "dead", _("dead")
    UNSAFE = "unsafe", _("not safe")
    WORKS = "works", _("building works")
    MISTAKE = "mistake", _("entered by mistake")
    OTHER = "other", _("another reason")


class Surface(models.TextChoices):
    """What the ground of a planting site is."""

    PIT = "pit", _("pit in the pavement")
    PAVED = "paved", _("paved")
    LAWN = "lawn", _("lawn")
    BED = "bed", _("flower bed")
    SOIL = "soil", _("bare soil")
    UNKNOWN = "unknown", _("not recorded")


class Side(models.TextChoices):
    """Where a planting site lies, seen from its address."""

    LEFT = "left", _("left side of the street")
    RIGHT = "right", _("right side of the street")
    FRONT = "front", _("in front")
    BESIDE = "side", _("beside")
    REAR = "rear", _("behind")
    MEDIAN = "median", _("between the carriageways")
    GREEN = "green", _("in a park or green")
    LOT = "lot", _("on the plot")


class Precision(models.TextChoices):
    """How well a size is known."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated from a class")
    AT_LEAST = "at_least", _("at least")


class ImportState(models.TextChoices):
    """The life of an import."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
