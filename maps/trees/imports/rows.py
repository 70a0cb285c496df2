"""From a row of a file to a row for the staging table, or to what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

import shapely
from django.utils import timezone

from cms.kit.folding import fold
from maps.trees.choices import MAX_GIRTH_CM, MAX_HEIGHT_M, Condition, Precision
from maps.trees.imports import columns as units_of
from maps.trees.imports import values
from maps.trees.imports.columns import Mapping
from maps.trees.imports.problems import Problem, Reason
from maps.trees.imports.table import SourceRow
from maps.trees.measures import CM_IN_AN_INCH, M_IN_A_FOOT, girth_of_diameter, to_tenth

_HOUSE_NUMBER = re.compile(r"^\d+\s*[^\W\d_]?([-/]\d+)?$")
_CM = {
    units_of.INCHES: CM_IN_AN_INCH,
    units_of.CENTIMETRES: Decimal(1),
    units_of.MILLIMETRES: Decimal("0.1"),
    units_of.METRES: Decimal(100),
    units_of.FEET: CM_IN_AN_INCH * 12,
}
_M = {units_of.FEET: M_IN_A_FOOT, units_of.METRES: Decimal(1), units_of.CENTIMETRES: Decimal("0.01")}


class BadRow(Exception):
    """The row cannot be taken; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason.value)
        self.problem = problem


@dataclass(frozen=True)
class Units:
    """In what the file measures where a column's name does not say it."""

    dbh: str
    height: str

    @classmethod
    def choose(cls, wanted: str, mapping: Mapping) -> Units:
        """`wanted` is "us", "metric" or "auto": DBH without a unit is a word of American registers, in
        inches."""
        american = wanted == "us" or (
            wanted == "auto" and "dbh" in mapping and mapping.units["dbh"] in ("", units_of.INCHES)
        )
        dbh = units_of.INCHES if american else units_of.CENTIMETRES
        return cls(dbh=dbh, height=units_of.FEET if american else units_of.METRES)


@dataclass(frozen=True)
class Kept:
    """A row that was understood. The fields are the columns of the staging table, in its order."""

    line: int
    digest: bytes
    identity: str
    ref: str | None
    longitude: float
    latitude: float
    address: str
    english_address: str
    street: str
    house_number: str
    side: str
    note: str
    kind: str
    botanical: str
    botanical_folded: str
    common: str
    common_folded: str
    girth_cm: Decimal | None
    girth_precision: str
    diameter_class: str
    height_m: Decimal | None
    height_precision: str
    height_class: str
    planted_on: date | None
    condition: str
    protected: bool


TREE, VACANT, STUMP = "tree", "vacant", "stump"


class Reader:
    """Reads the rows of one table. `salt` goes into each row's digest: other options make another row of
    it."""

    def __init__(self, mapping: Mapping, units: Units, salt: str) -> None:
        self.mapping = mapping
        self.units = units
        self.salt = salt
        self.today = timezone.localdate()

    def text(self, row: SourceRow, meaning: str) -> str:
        """The cell of that meaning, or the empty text."""
        place = self.mapping.places.get(meaning)
        return (
            "" if place is None or place >= len(row.values) else row.values[place].replace("\0", "").strip()
        )

    def position(self, row: SourceRow) -> tuple[float, float]:
        """x and y as the file has them. BadRow when there is none, or no number."""
        if row.x is not None and row.y is not None:
            return row.x, row.y
        for x, y in (("longitude", "latitude"), ("x", "y")):
            if x in self.mapping and y in self.mapping:
                return self._coordinate(row, x), self._coordinate(row, y)
        text = self.text(row, "wkt")
        shape = shapely.from_wkt(text.split(";")[-1], on_invalid="ignore") if text else None
        if shape is None or shape.is_empty or shape.geom_type != "Point":
            raise self.bad(row, Reason.NO_POSITION, "wkt")
        return shape.x, shape.y

    def _coordinate(self, row: SourceRow, meaning: str) -> float:
        number = self.number(row, meaning)
        if number is None:
            raise self.bad(row, Reason.NO_POSITION, meaning)
        return float(number)

    def bad(self, row: SourceRow, reason: Reason, meaning: str = "") -> BadRow:
        """What to raise for a cell."""
        header = self.mapping.headers.get(meaning, "")
        return BadRow(Problem(row.line, reason, header, self.text(row, meaning)))

    def number(self, row: SourceRow, meaning: str) -> Decimal | None:
        """The cell as a number. BadRow when it is none."""
        try:
            return values.read_number(self.text(row, meaning))
        except ValueError as problem:
            raise self.bad(row, Reason.BAD_NUMBER, meaning) from problem

    def size(
        self, row: SourceRow, meaning: str, factors: dict[str, Decimal], otherwise: str
    ) -> values.Size | None:
        """The cell as a size in the unit that `factors` lead to. BadRow when it is none."""
        try:
            size = values.read_size(self.text(row, meaning))
        except ValueError as problem:
            raise self.bad(row, Reason.BAD_NUMBER, meaning) from problem
        if size is None:
            return None
        unit = self.mapping.units.get(meaning) or otherwise
        as_class = f"{size.as_class} {unit}" if size.as_class else ""
        return values.Size(size.value * factors.get(unit, Decimal(1)), size.precision, as_class)

    def girth(self, row: SourceRow) -> values.Size | None:
        """Girth in cm, from a girth or a diameter."""
        girth = self.size(row, "girth", _CM, units_of.CENTIMETRES)
        meaning = "girth"
        if girth is None:
            meaning, unit = (
                ("dbh", self.units.dbh) if "dbh" in self.mapping else ("diameter", units_of.CENTIMETRES)
            )
            diameter = self.size(row, meaning, _CM, unit)
            girth = diameter and values.Size(
                girth_of_diameter(diameter.value), diameter.precision, diameter.as_class
            )
        if girth is not None and not 0 < girth.value <= MAX_GIRTH_CM:
            raise self.bad(row, Reason.OUT_OF_LIMITS, meaning)
        return girth

    def height(self, row: SourceRow) -> values.Size | None:
        """Height in m."""
        height = self.size(row, "height", _M, self.units.height)
        if height is not None and not 0 < height.value <= MAX_HEIGHT_M:
            raise self.bad(row, Reason.OUT_OF_LIMITS, "height")
        return height

    def planted(self, row: SourceRow) -> date | None:
        """The day of planting."""
        try:
            day = values.read_day(self.text(row, "planted"))
        except ValueError as problem:
            raise self.bad(row, Reason.BAD_DATE, "planted") from problem
        if day is not None and day > self.today:
            raise self.bad(row, Reason.FUTURE_DATE, "planted")
        return day

    def keep(self, row: SourceRow, longitude: float, latitude: float) -> Kept:
        """The row with its position in EPSG:4326. BadRow when something in it cannot be read."""
        kind = self.kind(row)
        planted_on = self.planted(row)
        girth, height = self.girth(row), self.height(row)
        botanical, common = self.species(row) if kind == TREE else ("", "")
        address, street, number = self.place(row)
        side_text = self.text(row, "side")
        side = values.read_side(side_text)
        notes = [
            self.text(row, "note"),
            "" if side else side_text,
            values.tidy(self.text(row, "common")) if kind == STUMP else "",
        ]
        group, given = self.text(row, "group"), self.text(row, "ref")
        identity = "|".join(
            (
                group,
                f"{longitude:.7f}",
                f"{latitude:.7f}",
                address,
                street,
                number,
                side_text,
                self.text(row, "tree_number"),
            )
        )
        return Kept(
            line=row.line,
            digest=_digest(self.salt, *row.values, repr(row.x), repr(row.y)),
            identity=_digest(fold(identity)).hex(),
            ref=(f"{group}/{given}" if group else given)[:80] if given else None,
            longitude=longitude,
            latitude=latitude,
            address=address[:200],
            english_address=" ".join(self.text(row, "english_address").split())[:200],
            street=fold(street),
            house_number=number[:20],
            side=side,
            note="; ".join(note for note in notes if note)[:300],
            kind=kind,
            botanical=botanical[:120],
            botanical_folded=_folded(botanical[:120]),
            common=common[:120],
            common_folded=_folded(common[:120]),
            girth_cm=to_tenth(girth.value) if girth else None,
            girth_precision=str(girth.precision if girth else Precision.MEASURED),
            diameter_class=girth.as_class[:30] if girth else "",
            height_m=to_tenth(height.value) if height else None,
            height_precision=str(height.precision if height else Precision.MEASURED),
            height_class=height.as_class[:30] if height else "",
            planted_on=planted_on,
            condition=values.read_condition(self.text(row, "condition"))
            if kind == TREE
            else str(Condition.UNKNOWN),
            protected=values.read_yes(self.text(row, "protected")),
        )

    def kind(self, row: SourceRow) -> str:
        """A tree, a stump, or a site without one."""
        names = {_folded(self.text(row, "common")), _folded(self.text(row, "botanical"))}
        if names & values.VACANT:
            return VACANT
        if names & values.NO_PLACE:
            raise self.bad(row, Reason.NO_PLACE_FOR_A_TREE, "common")
        return STUMP if names & values.STUMP else TREE

    def species(self, row: SourceRow) -> tuple[str, str]:
        """Botanical and common name; empty where the file does not know."""
        botanical, common = self.text(row, "botanical"), self.text(row, "common")
        return (
            "" if _folded(botanical) in values.UNKNOWN_SPECIES else _tidy_botanical(botanical),
            "" if _folded(common) in values.UNKNOWN_SPECIES else values.tidy(common),
        )

    def place(self, row: SourceRow) -> tuple[str, str, str]:
        """Address, street and house number. A column named "address" may hold either the whole or the
        number."""
        address, street, number = (
            " ".join(self.text(row, meaning).split()) for meaning in ("address", "street", "house_number")
        )
        if number and not _HOUSE_NUMBER.match(number) and not address and not street:
            address, number = number, ""
        if not address:
            # "Ηρώων 12", but "12 Heroes St".
            parts = (street, number) if values.is_greek(street) else (number, street)
            address = " ".join(part for part in parts if part)
        return address, street, number


def _digest(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).digest()


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=5_000)
def _tidy_botanical(text: str) -> str:
    bare = " ".join(text.split())
    return bare.capitalize() if bare.isupper() else bare
