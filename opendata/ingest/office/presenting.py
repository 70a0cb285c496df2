"""What the review page shows beside its forms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.kit.schemas import town_connection
from cms.kit.texts import in_language
from cms.municipalities.models import Municipality
from opendata.ingest.codes import Kind, PositionMode
from opendata.ingest.comparing import changes_shown, counts_shown, rows_shown, title_of
from opendata.ingest.contract import Findings, LoadReport, Position
from opendata.ingest.matching import made_private
from opendata.ingest.models import Upload
from opendata.ingest.office.fates import fates_of
from opendata.ingest.office.forms.reading import SYSTEMS, system_name
from opendata.ingest.office.review import Review
from opendata.ingest.office.sampling import sample_of
from opendata.ingest.report import kinds_of
from opendata.ingest.sketch import sketch_of
from opendata.tables.contract import FieldType, GeometryType

KINDS = {
    Kind.CSV: "CSV",
    Kind.XLSX: "Excel (XLSX)",
    Kind.ODS: "OpenDocument (ODS)",
    Kind.GEOJSON: "GeoJSON",
    Kind.GEOJSON_LINES: "GeoJSON, one a line",
    Kind.GPKG: "GeoPackage",
    Kind.SHAPEFILE: "Shapefile",
    Kind.KML: "KML",
    Kind.FLATGEOBUF: "FlatGeobuf",
    Kind.PARQUET: "GeoParquet",
}


# Columns that are named where one is to be chosen as the key.
MOST_KEYS = 5
# Columns whose changes are counted at first sight; the others can be unfolded.
MOST_COUNTS = 8
# What is measured names nothing, though no two be alike.
NAMING = (FieldType.TEXT, FieldType.INTEGER)


@dataclass(frozen=True)
class Fact:
    """One thing that was understood, in words."""

    title: str
    text: str
    # What can be done about it on the page.
    hint: str = ""


def review_facts(upload: Upload, review: Review) -> dict[str, Any]:
    """For the template."""
    findings = review.findings
    return {
        "facts": facts_of(findings, review.decisions.position or findings.position, upload.load_report),
        "kinds": kinds_of(upload.problems, of_lines=upload.is_of_lines),
        "sketch": sketch_of(findings.preview, _boundary()) if findings.preview else None,
        "shown": min(len(findings.preview.get("features", [])), findings.row_count),
        "sample": sample_of(findings, review.decisions.columns),
        "difference": difference_of(upload, review) if upload.is_new_state else None,
    }


def facts_of(findings: Findings, position: Position, report: LoadReport | None = None) -> list[Fact]:
    """What the file was understood to be; `report` knows of its rows what the first look did not."""
    columns = len(findings.columns)
    facts = [
        Fact(_("Kind of file"), KINDS.get(findings.kind, str(findings.kind))),
        Fact(_("Rows"), rows_words(findings.row_count, report.kept if report else findings.kept)),
        Fact(_("Columns"), ngettext("%(count)s column", "%(count)s columns", columns) % {"count": columns}),
        Fact(_("Positions"), geometry_words(findings)),
    ]
    if findings.layers and len(findings.layers) > 1:
        facts.insert(1, _layer_fact(findings))
    if findings.encoding and findings.kind in (Kind.CSV, Kind.SHAPEFILE):
        facts.append(Fact(_("Encoding"), findings.encoding))
    if position.mode is not PositionMode.NONE:
        facts.append(Fact(_("Coordinate system"), system_words(position)))
    return facts


def _layer_fact(findings: Findings) -> Fact:
    count = len(findings.layers)
    if findings.kind in (Kind.XLSX, Kind.ODS):
        text, hint = _("%(layer)s, one of %(count)s sheets"), _("Another sheet can be chosen below.")
    else:
        text, hint = _("%(layer)s, one of %(count)s layers"), _("Another layer can be chosen below.")
    return Fact(_("Layer or sheet"), text % {"layer": findings.layer, "count": count}, hint)


def rows_words(rows: int, kept: int) -> str:
    """How many would be published; those that would not are told beside them."""
    aside = rows - kept
    if aside <= 0:
        return _figure(kept)
    left_out = ngettext("%(kept)s, and %(count)s left out", "%(kept)s, and %(count)s left out", aside)
    return left_out % {"kept": _figure(kept), "count": _figure(aside)}


def _figure(number: int) -> str:
    return str(number_format(number, use_l10n=True, force_grouping=True))


def geometry_words(findings: Findings) -> str:
    """Points, lines, areas, or none."""
    words = {
        GeometryType.POINT: _("points"),
        GeometryType.LINE: _("lines"),
        GeometryType.AREA: _("areas"),
        GeometryType.ANY: _("shapes of several kinds"),
        GeometryType.NONE: _("none"),
    }
    return words[findings.geometry_type]


def system_words(position: Position) -> str:
    """The coordinate system by its name."""
    if position.epsg is None:
        return _("not known: choose it below") if not position.crs else _("as the file says")
    known = SYSTEMS.get(position.epsg)
    return str(known) if known else f"EPSG:{position.epsg} – {system_name(position.epsg)}"


def _boundary() -> dict[str, Any] | None:
    town: Any = Municipality.objects.get(pk=town_connection.tenant.pk)
    return json.loads(town.boundary.geojson) if town.boundary else None


def _every_row_differs(review: Review) -> bool:
    """Columns come, go or change: not where those that the file lacks stand empty already, until their day."""
    match = review.match
    return bool(match.added) or match.breaks(review.announced)


def difference_of(upload: Upload, review: Review) -> dict[str, Any]:
    """What the newer state would change, with titles instead of keys."""
    comparison = upload.comparison
    columns = {field.name: field for field in review.match.gone}
    columns |= {field.name: field for field in review.decisions.fields()}
    hidden = made_private(upload)
    by_column = counts_shown(comparison.get("changed_in", []), columns)
    return {
        "known": bool(comparison),
        "without_key": not review.decisions.key_columns,
        "possible_keys": [
            title_of(form.decided.key, columns)
            for form in review.columns
            if form.found.unique and not form.decided.private and form.decided.type in NAMING
        ][:MOST_KEYS],
        "added": comparison.get("added", 0),
        "changed": comparison.get("changed", 0),
        "removed": comparison.get("removed", 0),
        "by_column": by_column[:MOST_COUNTS],
        "by_more_columns": by_column[MOST_COUNTS:],
        "nothing": bool(comparison)
        and not any(comparison.get(kind) for kind in ("added", "changed", "removed"))
        and not review.match.added
        and not review.match.breaks(review.announced)
        and not hidden,
        "added_rows": rows_shown(comparison.get("added_rows", []), columns),
        "removed_rows": rows_shown(comparison.get("removed_rows", []), columns),
        "changed_rows": changes_shown(comparison.get("changed_rows", []), columns),
        "hidden_columns": [in_language(column.titles) or column.key for column in hidden],
        "new_columns": [title_of(column.key, columns) for column in review.match.added],
        **fates_of(review),
        "every_row_differs": _every_row_differs(review),
    }
