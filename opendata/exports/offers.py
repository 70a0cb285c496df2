"""The finished files of each dataset, for the catalogue (opendata.catalog.offers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from opendata.catalog.offers import DatasetFacts, Distribution
from opendata.exports.choices import Reason, State
from opendata.exports.formats import ExportFormat
from opendata.exports.models import Export

CONFORMS_TO = {
    "csv": "https://www.rfc-editor.org/rfc/rfc4180",
    "geojson": "https://www.rfc-editor.org/rfc/rfc7946",
    "gpkg": "http://www.opengis.net/doc/IS/geopackage/1.3",
    "parquet": "https://geoparquet.org/releases/v1.1.0/",
    "fgb": "https://flatgeobuf.org/",
    "pmtiles": "https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md",
}
PACKAGES = {"shp": "application/zip"}
DESCRIPTIONS = {
    "en": "All rows in one file, as they were in revision %(revision)s of %(day)s.",
    "el": "Όλες οι γραμμές σε ένα αρχείο, όπως ήταν στην αναθεώρηση %(revision)s της %(day)s.",
}


def stamp() -> str:
    """Other than before whenever a file is finished or gone; one short query."""
    found = Export.objects.ready().aggregate(newest=Max("built_at"), last=Max("pk"))
    return f"{found['newest']} {found['last']}"


def distributions(datasets: Sequence[DatasetFacts]) -> Mapping[str, Sequence[Distribution]]:
    """The newest finished file of each format, and why the present revision has none; two queries."""
    known = Export.objects.filter(collection__dataset__name__in=[facts.name for facts in datasets])
    newest = (
        known.filter(state=State.READY)
        .order_by("collection_id", "format", "-revision")
        .distinct("collection_id", "format")
        .values_list("collection__dataset__name", "pk")
    )
    names = {pk: name for name, pk in newest}
    of_now = Q(state=State.FAILED, revision=F("collection__revision"))
    rows = list(known.filter(Q(pk__in=names) | of_now).select_related("collection").order_by("pk"))
    refused = {(row.collection_id, row.format): row.error for row in rows if row.state == State.FAILED}
    found: dict[str, list[Distribution]] = {}
    for export in rows:
        if export.pk in names:
            why = refused.get((export.collection_id, export.format))
            found.setdefault(names[export.pk], []).append(_of(names[export.pk], export, why))
    return found


def _of(name: str, export: Export, refused: str | None) -> Distribution:
    entry: ExportFormat = export.kind
    address = reverse("api_export", args=[name, export.format])
    # A table without places is plain Parquet.
    keeps = CONFORMS_TO.get(export.format)
    if export.format == "parquet" and not export.collection.has_geometry:
        keeps = None
    title = str(entry.title)
    return Distribution(
        id=f"file-{export.format}",
        titles={"en": title, "el": title},
        descriptions={code: _described(text, export, code) for code, text in DESCRIPTIONS.items()},
        media_type=entry.media_type,
        file_type=entry.file_type,
        access_path=address,
        download_path=address,
        byte_size=export.size,
        sha256=export.sha256,
        # Its rows are public since then; the file is of this moment, as its Last-Modified says.
        issued=export.published_at,
        modified=export.built_at,
        revision=export.revision,
        rows_at=export.published_at,
        refused=Reason(refused).label if refused else "",
        package=PACKAGES.get(export.format),
        conforms_to=(keeps,) if keeps else (),
    )


def _described(text: str, export: Export, language: str) -> str:
    with translation.override(language):
        day = date_format(timezone.localtime(export.published_at), "j E Y")
    return text % {"revision": export.revision, "day": day}
