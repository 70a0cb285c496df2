"""Words of a municipality's settings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BasemapKind(TextChoices):
    """Where the quiet ground below a map's data comes from."""

    OWN = "own", _("The municipality's own open data")
    XYZ = "xyz", _("Picture tiles at an address with {z}, {x} and {y}")
    PMTILES = "pmtiles", _("A PMTiles file with vector tiles")
    NONE = "none", _("No ground, only the data")
