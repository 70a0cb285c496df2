"""The ways to have a dataset, as its page offers them: whole files, and the open interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

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


def downloads_in(offers: Sequence[Distribution]) -> tuple[list[Download], list[Download]]:
    """Files with a known size, and what the interface makes when it is asked."""
    lines = [(offer.byte_size is not None, _line(offer)) for offer in offers]
    return [line for is_file, line in lines if is_file], [line for is_file, line in lines if not is_file]


def _line(offer: Distribution) -> Download:
    size = offer.byte_size
    return Download(
        title=in_language(offer.titles),
        url=offer.download_path or offer.access_path,
        text=in_language(offer.descriptions),
        size=filesizeformat(size) if size is not None else "",
        sha256=offer.sha256 or "",
        is_large=(size or 0) > LARGE_BYTES,
        icon=ICONS.get(offer.file_type, "file-down" if size is not None else "code"),
    )
