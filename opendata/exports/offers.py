"""The finished files of each dataset, for the catalogue (opendata.catalog.offers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max
from django.urls import reverse

from opendata.catalog.offers import DatasetFacts, Distribution
from opendata.exports.choices import State
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
    "en": "All rows in one file, made once for each revision.",
    "el": "Όλες οι γραμμές σε ένα αρχείο, που φτιάχνεται μία φορά για κάθε αναθεώρηση.",
}


def stamp() -> str:
    """Other than before whenever a file is finished or gone; one short query."""
    found = Export.objects.ready().aggregate(newest=Max("built_at"), last=Max("pk"))
    return f"{found['newest']} {found['last']}"


def distributions(datasets: Sequence[DatasetFacts]) -> Mapping[str, Sequence[Distribution]]:
    """The newest finished file of each format, in one query."""
    newest = (
        Export.objects.filter(collection__dataset__name__in=[facts.name for facts in datasets])
        .filter(state=State.READY)
        .order_by("collection_id", "format", "-revision")
        .distinct("collection_id", "format")
        .values_list("collection__dataset__name", "pk")
    )
    names = {pk: name for name, pk in newest}
    found: dict[str, list[Distribution]] = {}
    for export in Export.objects.filter(pk__in=names).select_related("collection").order_by("pk"):
        found.setdefault(names[export.pk], []).append(_of(names[export.pk], export))
    return found


def _of(name: str, export: Export) -> Distribution:
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
        descriptions=DESCRIPTIONS,
        media_type=entry.media_type,
        file_type=entry.file_type,
        access_path=address,
        download_path=address,
        byte_size=export.size,
        sha256=export.sha256,
        issued=export.built_at,
        modified=export.published_at,
        package=PACKAGES.get(export.format),
        conforms_to=(keeps,) if keeps else (),
    )
