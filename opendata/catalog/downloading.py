"""The ways to have a dataset, as its page offers them: whole files by their revision, and the open interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.catalog.offers import Distribution

# A telephone's contract feels this.
LARGE_BYTES = 50 * 1024 * 1024
ICONS = {"CSV": "file-spreadsheet", "XLSX": "file-spreadsheet", "GEOJSON": "map", "GPKG": "map", "SHP": "map"}


@dataclass(frozen=True)
class Download:
    """One line of the list."""

    title: str
    url: str
    text: str
    size: str = ""
    sha256: str = ""
    is_large: bool = False
    icon: str = "file-down"


@dataclass(frozen=True)
class Files:
    """Files of the same rows. `state`: of which revision and day; `awaited`: the newer revision that is being made."""

    files: Sequence[Download]
    state: str = ""
    awaited: int | None = None


def files_in(offers: Sequence[Distribution], present: int) -> list[Files]:
    """What lies ready, the newest revision first. `present`: the revision of the rows as they are now."""
    ready = [offer for offer in offers if offer.byte_size is not None]
    ready.sort(key=lambda offer: -_revision(offer, present))
    groups = []
    for revision, group in groupby(ready, key=lambda offer: _revision(offer, present)):
        alike = list(group)
        awaited = revision < present and not all(offer.refused for offer in alike)
        lines = [_line(offer, present) for offer in alike]
        groups.append(Files(lines, _state(alike[0]), present if awaited else None))
    return groups


def services_in(offers: Sequence[Distribution]) -> list[Download]:
    """What the interface makes when it is asked."""
    return [_line(offer) for offer in offers if offer.byte_size is None]


def _revision(offer: Distribution, present: int) -> int:
    return present if offer.revision is None else offer.revision


def _state(offer: Distribution) -> str:
    if offer.revision is None or offer.rows_at is None:
        return ""
    day = date_format(timezone.localtime(offer.rows_at), "j E Y")
    return _("Revision %(number)s of %(day)s") % {"number": offer.revision, "day": day}


def _line(offer: Distribution, present: int = 0) -> Download:
    size = offer.byte_size
    text = in_language(offer.descriptions)
    if size is not None:
        # The group says of which rows it is.
        words = _("There is no file of revision %(number)s: %(reason)s")
        text = words % {"number": present, "reason": offer.refused} if offer.refused else ""
    return Download(
        title=in_language(offer.titles),
        url=offer.download_path or offer.access_path,
        text=text,
        size=filesizeformat(size) if size is not None else "",
        sha256=offer.sha256 or "",
        is_large=(size or 0) > LARGE_BYTES,
        icon=ICONS.get(offer.file_type, "file-down" if size is not None else "code"),
    )
