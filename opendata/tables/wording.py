"""What people call the types of columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from opendata.tables.contract import FieldType

TYPE_TITLES = {
    FieldType.TEXT: _("Text"),
    FieldType.INTEGER: _("Whole number"),
    FieldType.NUMBER: _("Number"),
    FieldType.BOOLEAN: _("Yes or no"),
    FieldType.DATE: _("Day"),
    FieldType.DATETIME: _("Day and time"),
}
# How an address writes a value of the type.
WRITTEN = {
    FieldType.INTEGER: "12",
    FieldType.NUMBER: "12.5",
    FieldType.BOOLEAN: "true",
    FieldType.DATE: "2026-05-01",
    FieldType.DATETIME: "2026-05-01T10:00:00Z",
}
