"""The states of an export and why one cannot be made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a file stands on its way."""

    WAITING = "waiting", _("waiting")
    BUILDING = "building", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("cannot be made")


# From each state to those that may follow. A worker that dies leaves BUILDING, which waits again; a file that
# is lost (a restored backup) and a failed one are made again on demand.
MOVES: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.BUILDING}),
    State.BUILDING: frozenset({State.READY, State.FAILED, State.WAITING}),
    State.READY: frozenset({State.WAITING}),
    State.FAILED: frozenset({State.WAITING}),
}


# What a writer says of a file that it wrote, in a reason's place.
WRITTEN = "written"


class Reason(models.TextChoices):
    """Why there is no file. The value goes from the building process to the row, the label to people."""

    TOO_MANY_ROWS = (
        "too-many-rows",
        _("A spreadsheet holds 1,048,576 rows, and this table has more. Take CSV or Parquet."),
    )
    TOO_MANY_COLUMNS = (
        "too-many-columns",
        _("The format does not hold as many columns as this table has. Take CSV or Parquet."),
    )
    TOO_LARGE = (
        "too-large",
        _("A Shapefile holds 2 GB, and this table is larger. Take GeoPackage or GeoParquet."),
    )
    NO_PLACES = "no-places", _("No row has a place, so there is nothing to draw.")
    TOO_SLOW = "too-slow", _("It took too long to make.")
    BROKEN = "broken", _("Something went wrong while it was made. It has been noted.")
