"""Rows of a file in a table of their own, and what they would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from opendata.ingest.actions.moving import drop_staging, has_staging, on_disk
from opendata.ingest.actions.watching import Watch
from opendata.ingest.choices import Doing
from opendata.ingest.comparing import comparison_to_json
from opendata.ingest.contract import LoadReport
from opendata.ingest.likeness import likeness_to_json
from opendata.ingest.matching import fields_of, kept_fields
from opendata.ingest.models import Upload
from opendata.ingest.reading import load_file
from opendata.tables.comparing import compare_table
from opendata.tables.contract import CollectionDefinition, GeometryType
from opendata.tables.shelf.columns import SQL_TYPES
from opendata.tables.shelf.names import column


def no_rows(_ids: Any) -> Any:
    """An uploaded table's rows come from staging, never from a query."""
    raise NotImplementedError


NO_ROWS: Callable[[Any], Any] = no_rows


def stage(upload: Upload, watch: Watch) -> LoadReport:
    """Writes the rows into the staging table, unless they stand there as they are decided now.

    Raises FileRefused and ReadingCancelled.
    """
    standing = upload.load_report
    if upload.is_staged and standing is not None and has_staging(upload):
        return standing
    drop_staging(upload)
    mark = upload.mark
    with on_disk(upload) as path:
        report = load_file(
            path,
            upload.file_name,
            upload.decided,
            upload.staging,
            progress=watch,
            cancelled=watch.cancelled,
        )
    _add_empty_columns(upload)
    upload.loaded, upload.staged_with = report.to_json(), mark
    if not upload.is_compared:
        upload.comparison = {}
    upload.save(update_fields=["loaded", "staged_with", "comparison"])
    return report


def _add_empty_columns(upload: Upload) -> None:
    for field in kept_fields(upload):
        statement = sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
            sql.Identifier(upload.staging), column(field.name), SQL_TYPES[field.type]
        )
        with connection.cursor() as cursor:
            cursor.execute(statement.as_string(None))


def definition_of(upload: Upload, report: LoadReport) -> CollectionDefinition:
    """The collection as it would be published. Catalogue words of a standing dataset stay as they are there."""
    return CollectionDefinition(
        name=upload.dataset.name if upload.dataset else upload.name,
        titles=upload.titles,
        descriptions=upload.descriptions,
        fields=fields_of(upload),
        geometry_type=report.geometry_type or GeometryType.NONE,
        rows=NO_ROWS,
        licence=upload.licence.code if upload.licence else "CC_BY_4_0",
        themes=[theme.code for theme in upload.themes.all()],
        keywords=upload.keywords,
        update_frequency=upload.update_frequency,
    )


def compare(upload: Upload, watch: Watch) -> None:
    """Stages the rows of a newer state and keeps what they would add, change and remove."""
    report = stage(upload, watch)
    watch.tell(Doing.COMPARING, 1.0)
    # Only what the file has: that a column which it lacks is empty, should it stay for now, is no change of a row.
    definition = replace(definition_of(upload, report), fields=upload.decided.fields())
    with transaction.atomic():
        comparison = compare_table(definition, upload.staging)
        alike = likeness_to_json(upload, definition.name)
    told = comparison_to_json(comparison, upload.decided.key_columns)
    upload.comparison = {**told, "alike": alike, "with": upload.mark_of_reading}
    upload.save(update_fields=["comparison"])
