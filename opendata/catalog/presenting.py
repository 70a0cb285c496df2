"""How a dataset is offered, in words: freshness, formats, columns of the language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opendata.catalog.choices import UpdateFrequency
from opendata.catalog.contract import Preview
from opendata.catalog.models import Dataset

RECENT_DAYS = 14


def formats_of(has_geometry: bool) -> list[str]:
    """What the open interface gives today."""
    return ["GeoJSON", "CSV", "API"] if has_geometry else ["JSON", "CSV", "API"]


def updated_words(moment: datetime) -> str:
    """`today`, `yesterday`, `3 days ago`, or the day."""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days <= RECENT_DAYS:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    return date_format(timezone.localtime(moment), "j E Y")


def freshness_words(dataset: Dataset, preview: Preview | None) -> str:
    """When the rows changed last, and how often they do."""
    when = updated_words(preview.updated_at if preview else dataset.modified)
    if dataset.update_frequency == UpdateFrequency.UNKNOWN:
        return when
    if dataset.update_frequency == UpdateFrequency.NEVER:
        return _("%(when)s · not updated any more") % {"when": when}
    often = dataset.get_update_frequency_display()
    return _("%(when)s · updated %(often)s") % {"when": when, "often": often}


def in_this_language(names: Sequence[str]) -> set[str]:
    """Columns without those that say the same in another language (`name_en` beside `name_el` or `name`)."""
    here = get_language() or settings.LANGUAGE_CODE
    codes = [code for code, _title in settings.LANGUAGES]
    known, left = set(names), set()
    for name in names:
        stem, _sign, code = name.rpartition("_")
        if stem and code in codes:
            own = f"{stem}_{here}" in known or (here == settings.LANGUAGE_CODE and stem in known)
            if code != here and own:
                left.add(name)
        elif here != settings.LANGUAGE_CODE and f"{name}_{here}" in known:
            left.add(name)
    return known - left
