"""Rows of a table that no model describes: an uploaded file's, or a benchmark's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.apps.registry import Apps
from django.contrib.gis.db import models as gis
from django.db import models
from django.db.models import QuerySet

from opendata.tables.contract import Field, FieldType

MODEL_FIELDS: dict[FieldType, Callable[[], models.Field[Any, Any]]] = {
    FieldType.TEXT: lambda: models.TextField(null=True),
    FieldType.INTEGER: lambda: models.BigIntegerField(null=True),
    FieldType.NUMBER: lambda: models.FloatField(null=True),
    FieldType.BOOLEAN: lambda: models.BooleanField(null=True),
    FieldType.DATE: lambda: models.DateField(null=True),
    FieldType.DATETIME: lambda: models.DateTimeField(null=True),
}


def rows_of_table(
    table: str, fields: Sequence[Field]
) -> Callable[[Sequence[int] | None], QuerySet[Any, Any]]:
    """`CollectionDefinition.rows` over a table of the town's schema: rowid, geom and a column each field."""
    meta = type(
        "Meta", (), {"app_label": "opendata_tables", "db_table": table, "managed": False, "apps": Apps()}
    )
    columns: dict[str, Any] = {field.name: MODEL_FIELDS[field.type]() for field in fields}
    model: Any = type(
        "StoredRow",
        (models.Model,),
        {
            "__module__": __name__,
            "Meta": meta,
            "rowid": models.BigIntegerField(primary_key=True),
            "geom": gis.GeometryField(srid=4326, null=True),
            **columns,
        },
    )
    names = ["rowid", "geom", *(field.name for field in fields)]

    def rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
        found = model.objects.values(*names)
        rows_with_ids: QuerySet[Any, Any] = found if ids is None else found.filter(rowid__in=list(ids))
        return rows_with_ids

    return rows
