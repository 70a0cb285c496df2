"""Collections whose files are built, with everything in them that formats stumble over."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.media.contract import private_storage
from opendata.catalog.models import Dataset
from opendata.exports.building import build_now
from opendata.exports.choices import State
from opendata.exports.models import Export
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from tests.factories.tables import FIELDS, Register, register

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "#N/A", "\ttab", "=1", "- παύλα")
KIND = Field(
    "kind",
    FieldType.TEXT,
    {"en": "Kind", "el": "Είδος χώρου"},
    {"en": "What it is used for.", "el": "Σε τι χρησιμεύει."},
    codes={"park": {"en": "Park", "el": "Πάρκο"}, "square": {"en": "Square", "el": "Πλατεία"}},
)
NOTE = Field("note", FieldType.TEXT, {"en": "Note", "el": "Σημείωση «ελεύθερη»"})
NUMBER = Field("big_number_of_the_register", FieldType.INTEGER, {"en": "Big number", "el": "Μεγάλος αριθμός"})
SIMILAR = Field("big_number_of_the_state", FieldType.INTEGER, {"en": "Other", "el": "Άλλος"})
FID = Field("FID", FieldType.TEXT, {"en": "Old id", "el": "Παλιός κωδικός"})
GEOMETRY = Field("geometry", FieldType.TEXT, {"en": "Shape in words", "el": "Σχήμα με λόγια"})
ODD_FIELDS = (*FIELDS, KIND, NOTE, NUMBER, SIMILAR, FID, GEOMETRY)
ODD_ROWS: list[dict[str, Any]] = [
    {
        "rowid": at + 1,
        "geom": None if at == 3 else f"POINT({24 + at / 100} {38 + at / 100})",
        "species": "Ελιά «η γηραιά»; με, κόμμα\nκαι νέα γραμμή" if at == 0 else "",
        "girth": at,
        "height": at / 3,
        "planted": ("1821-03-25", "2026-11-23", "0044-03-15 BC", "9999-12-31", None)[at % 5],
        "protected": (True, False, None)[at % 3],
        "seen": ("2026-11-23T23:30:00+02:00", "1890-01-01T00:00:00Z", None)[at % 3],
        "kind": ("park", "square", None)[at % 3],
        "note": FORMULAS[at],
        "big_number_of_the_register": (2**63 - 1, -(2**63), 2**53 + 1, 0)[at % 4],
        "big_number_of_the_state": at,
        "FID": f"κ-{at}",
        "geometry": "ξ" * (40_000 if at == 5 else 3),
    }
    for at in range(len(FORMULAS))
]
MIXED = (
    "POINT(24 38)",
    "MULTIPOINT((24.1 38), (24.2 38))",
    "LINESTRING(24 38, 24.1 38.1)",
    "POLYGON((24 38, 24.1 38, 24.1 38.1, 24 38.1, 24 38))",
    "GEOMETRYCOLLECTION(POINT(24.5 38.5), LINESTRING(24 38, 24.2 38.2))",
    None,
)

Enter = Callable[[Register], Register]


@pytest.fixture(autouse=True)
def _no_files_of_other_tests(town: Any) -> Iterator[None]:
    yield
    shutil.rmtree(Path(private_storage().path("exports")), ignore_errors=True)


@pytest.fixture
def odd(town: Any, enter: Enter) -> Register:
    """Eight points with values that formats stumble over."""
    entered = enter(register("odd-trees", fields=ODD_FIELDS))
    ensure_collection(entered.definition)
    entered.put(ODD_ROWS)
    republish(entered.name, by=None)
    Dataset.objects.filter(name=entered.name).update(titles={"el": "Δέντρα", "en": "Trees"})
    return entered


@pytest.fixture
def table(town: Any, enter: Enter) -> Register:
    """Three rows without places."""
    entered = enter(register("plain-table", geometry_type=GeometryType.NONE))
    ensure_collection(entered.definition)
    entered.put([{"rowid": at, "species": "Ελιά", "girth": at} for at in (1, 2, 3)])
    republish(entered.name, by=None)
    return entered


@pytest.fixture
def mixed(town: Any, enter: Enter) -> Register:
    """A row of each type of geometry, one that has several, and one without a place."""
    entered = enter(register("mixed-shapes", geometry_type=GeometryType.ANY))
    ensure_collection(entered.definition)
    entered.put([{"rowid": at, "geom": wkt, "species": "Ελιά"} for at, wkt in enumerate(MIXED, start=1)])
    republish(entered.name, by=None)
    return entered


@pytest.fixture
def empty(town: Any, enter: Enter) -> Register:
    """A collection without any row."""
    entered = enter(register("empty-trees"))
    ensure_collection(entered.definition)
    return entered


@pytest.fixture
def built() -> Callable[[Register, str], Path]:
    """Builds one file and says where it lies."""

    def build(of: Register, name: str) -> Path:
        (export,) = build_now(of.name, [name])
        assert isinstance(export, Export)
        assert (export.state, export.error) == (State.READY, "")
        return Path(export.file.path)

    return build
