"""From the words and numbers of a cell to values. Each reader returns None for an empty cell, ValueError
for nonsense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from cms.kit.folding import fold
from maps.trees.choices import Condition, Precision, Side

NOTHING = {"", "-", "--", "---", "n/a", "na", "none", "null", "nan", "unknown", "?", "αγνωστο", "δεν υπαρχει"}
VACANT = {
    "vacant", "vacant site", "vacant planting site", "empty", "empty site", "empty pit", "planting site",
    "κενη θεση", "κενη", "κενο", "αδεια θεση", "χωρισ δεντρο",
}  # fmt: skip
STUMP = {"stump", "tree stump", "stump - not accessible", "κορμοσ", "πρεμνο", "κουτσουρο"}
NO_PLACE = {"unsuitable site", "unsuitable", "ακαταλληλη θεση"}
UNKNOWN_SPECIES = NOTHING | {
    "other", "other tree", "unknown tree", "unidentified", "various", "αλλο", "αγνωστο ειδοσ", "διαφορα",
}  # fmt: skip
SIDES = {
    "left": Side.LEFT, "αριστερα": Side.LEFT, "right": Side.RIGHT, "δεξια": Side.RIGHT,
    "front": Side.FRONT, "front yard": Side.FRONT, "εμπροσ": Side.FRONT, "μπροστα": Side.FRONT,
    "side": Side.BESIDE, "side yard": Side.BESIDE, "πλαι": Side.BESIDE,
    "rear": Side.REAR, "back": Side.REAR, "πισω": Side.REAR,
    "median": Side.MEDIAN, "νησιδα": Side.MEDIAN, "διαχωριστικη νησιδα": Side.MEDIAN,
    "park": Side.GREEN, "παρκο": Side.GREEN, "lot": Side.LOT, "οικοπεδο": Side.LOT,
}  # fmt: skip
CONDITIONS = {
    "good": Condition.GOOD, "excellent": Condition.GOOD, "very good": Condition.GOOD,
    "healthy": Condition.GOOD,
    "καλη": Condition.GOOD, "αριστη": Condition.GOOD, "πολυ καλη": Condition.GOOD, "καλο": Condition.GOOD,
    "fair": Condition.FAIR, "moderate": Condition.FAIR, "μετρια": Condition.FAIR, "μετριο": Condition.FAIR,
    "poor": Condition.POOR, "bad": Condition.POOR, "critical": Condition.POOR, "κακη": Condition.POOR,
    "κακο": Condition.POOR, "dead": Condition.DEAD, "νεκρο": Condition.DEAD, "ξερο": Condition.DEAD,
}  # fmt: skip
YES = {"yes", "y", "true", "t", "1", "ναι", "x", "✓"}
_NUMBER = r"\d+(?:[.,]\d+)?"
_RANGE = re.compile(rf"^({_NUMBER})\s*(?:-|–|to|εωσ)\s*({_NUMBER})$")
_UP_TO = re.compile(rf"^(?:up to|under|<=?|εωσ|μεχρι|κατω απο)\s*({_NUMBER})$")
_AT_LEAST = re.compile(
    rf"^(?:(?:over|>=?|ανω των|πανω απο)\s*({_NUMBER})|({_NUMBER})\s*(?:\+|and over|και ανω))$"
)
_WITH_UNIT = re.compile(r"\s*(?:cm|in|inches|m|ft|feet|\"|εκ|μ)\.?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$")
_YEAR = re.compile(r"^\d{4}$")


@dataclass(frozen=True)
class Size:
    """A size in the unit of the file. A class gives its middle, an open one its lower end."""

    value: Decimal
    precision: Precision
    as_class: str = ""


def read_number(text: str) -> Decimal | None:
    """`1234.5`, `1.234,5` and `12,5` are numbers; so is `45 cm`."""
    bare = _WITH_UNIT.sub("", text.strip().lower()).replace(" ", "").replace("\u00a0", "")
    if fold(bare) in NOTHING:
        return None
    if "," in bare:
        decimal_comma = bare.rfind(",") > bare.rfind(".") and not re.fullmatch(r"-?\d{1,3}(,\d{3}){2,}", bare)
        bare = bare.replace(".", "").replace(",", ".") if decimal_comma else bare.replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation as problem:
        raise ValueError(text) from problem
    if not number.is_finite():
        raise ValueError(text)
    return number


def read_size(text: str) -> Size | None:
    """A measure, or a class such as `07-12`, `UP TO 12`, `31+`. Zero means that nobody measured."""
    folded = fold(text)
    if folded in NOTHING:
        return None
    if found := _RANGE.match(folded):
        low, high = (Decimal(part.replace(",", ".")) for part in found.groups())
        return Size((low + high) / 2, Precision.ESTIMATED, text.strip()) if high > 0 else None
    if found := _UP_TO.match(folded):
        return Size(Decimal(found[1].replace(",", ".")) / 2, Precision.ESTIMATED, text.strip())
    if found := _AT_LEAST.match(folded):
        return Size(Decimal((found[1] or found[2]).replace(",", ".")), Precision.AT_LEAST, text.strip())
    number = read_number(text)
    return None if number is None or number == 0 else Size(number, Precision.MEASURED)


def read_day(text: str) -> date | None:
    """2024-03-31, 31/3/2024 (the day comes first), or a year, which counts from its first day."""
    bare = text.strip()
    if fold(bare) in NOTHING or bare == "0":
        return None
    if found := _ISO.match(bare):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(bare):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if _YEAR.match(bare) and int(bare) >= 1000:
        return date(int(bare), 1, 1)
    raise ValueError(text)


def read_side(text: str) -> str:
    """A value of Side, or the empty text."""
    return str(SIDES.get(fold(text), ""))


def read_condition(text: str) -> str:
    """A value of Condition; what is not understood is unknown."""
    return str(CONDITIONS.get(fold(text), Condition.UNKNOWN))


def read_yes(text: str) -> bool:
    """Whether the cell says yes."""
    return fold(text) in YES


def tidy(text: str) -> str:
    """Single spaces; a name in capitals throughout becomes an ordinary one: `CRAPE MYRTLE` is `Crape
    myrtle`."""
    bare = " ".join(text.split())
    return bare.capitalize() if len(bare) > 3 and bare.isupper() else bare


def is_greek(text: str) -> bool:
    """Whether most letters are Greek."""
    letters = [letter for letter in text if letter.isalpha()]
    greek = sum("\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff" for letter in letters)
    return bool(letters) and greek * 2 > len(letters)
