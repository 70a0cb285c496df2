"""What a municipality starts with: an empty directory of services, and topics to order it by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import Starter, make_starters
from pages.services.models import ServiceDirectoryPage, Topic

# By address: icon, names.
TOPICS = {
    "certificates": ("file-badge", {"el": "Πιστοποιητικά και ληξιαρχείο", "en": "Certificates and registry"}),
    "streets": ("parking-circle", {"el": "Δρόμοι και στάθμευση", "en": "Streets and parking"}),
    "green-and-waste": ("recycle", {"el": "Πράσινο και καθαριότητα", "en": "Green spaces and waste"}),
    "permits": ("store", {"el": "Άδειες και επιχειρήσεις", "en": "Permits and business"}),
    "fees": ("euro", {"el": "Τέλη και οφειλές", "en": "Fees and debts"}),
    "families": ("school", {"el": "Παιδί και σχολείο", "en": "Children and school"}),
    "care": ("hand-heart", {"el": "Υγεία και φροντίδα", "en": "Health and care"}),
    "culture-and-sports": ("party-popper", {"el": "Πολιτισμός και αθλητισμός", "en": "Culture and sports"}),
}


def provision_services(town: Municipality) -> None:
    """Topics only where there are none yet; the directory where no page stands under its address.

    A town that began with a plain section of services keeps it: service pages may stand there too.
    """
    if not Topic.objects.exists():
        Topic.objects.bulk_create(
            Topic(slug=slug, icon=icon, names=names) for slug, (icon, names) in TOPICS.items()
        )
    make_starters(town, _starters)


def _starters(_town: Municipality) -> list[Starter]:
    summary = _("What the town hall does for you, what you need and how long it takes.")
    return [Starter("services", ServiceDirectoryPage, {"title": _("Services"), "summary": summary})]
