"""Which lists a landing page may surround."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class List(TextChoices):
    """The value is the name under which a list is registered or asks for its surroundings."""

    CATALOGUE = "catalogue", _("The catalogue of open data")
    MAPS = "maps", _("All maps")
    CAMPAIGNS = "campaigns", _("Campaigns to take part in")


# Lists that a view makes: the view's address wins over a page's, so the page takes its slug, below the home page.
VIEWS = {List.CATALOGUE: ("data", "opendata_catalog:catalogue"), List.MAPS: ("maps", "maps:index")}
