"""The sentences for everything that can be wrong with a file, in the active language. Nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from opendata.ingest.codes import OF_COLUMNS, SETS_ASIDE, Code, Refusal
from opendata.ingest.contract import Misfits, Problem
from opendata.ingest.errors import FileRefused

SENTENCES: dict[Code, str | Promise] = {
    Code.NULL_ISLAND: _("The position is 0, 0: nobody measured it. The row is left out."),
    Code.OUT_OF_RANGE: _("The position lies outside the world. The row is left out."),
    Code.KEY_MISSING: _("The row has no key. It is left out."),
    Code.KEY_REPEATED: _("An earlier row (%(first)s) has the same key. This one is left out."),
    Code.GEOMETRY_UNREPAIRABLE: _("The shape cannot be drawn and could not be repaired. The row is left out."),
    Code.TOTAL_ROW: _(
        "The row is the total of the others (“%(value)s”). It is left out, or everything would count twice; keep it "
        "under “How the file is read” if it is none."
    ),
    Code.BAD_NUMBER: _("“%(value)s” is not a number. The cell stays empty."),
    Code.BAD_INTEGER: _("“%(value)s” is not a whole number. The cell stays empty."),
    Code.BAD_DATE: _("“%(value)s” is not a date. The cell stays empty."),
    Code.BAD_BOOLEAN: _("“%(value)s” is neither yes nor no. The cell stays empty."),
    Code.NOT_FINITE: _("“%(value)s” is not a number that can be written down. The cell stays empty."),
    Code.BAD_POSITION: _("“%(value)s” is not a position. The row stays, without a place on the map."),
    Code.CELL_TOO_LONG: _("The text has %(length)s characters; at most %(limit)s are taken. The cell stays empty."),
    Code.GEOMETRY_REPAIRED: _("The shape crossed itself or was not closed: repaired (%(reason)s)."),
    Code.CURVE_STRAIGHTENED: _("The shape has curves: they became short straight lines."),
    Code.ROW_TOO_SHORT: _("The row has %(found)s cells instead of %(expected)s: the missing ones stay empty."),
    Code.ROW_TOO_LONG: _("The row has %(found)s cells instead of %(expected)s: those beyond are left out."),
    Code.BAD_CHARACTERS: _("Some characters cannot be read in the encoding %(encoding)s; � stands for them."),
    Code.NO_POSITION: _("The row has no position. It stays, without a place on the map."),
    Code.TOTAL_DOUBTFUL: _(
        "The row is called as a total is (“%(value)s”), but nothing shows for sure that it is one. It is published as "
        "a row; if it is the total, tick under “How the file is read” that it is left out, or everything counts twice."
    ),
    Code.TOTAL_DIFFERS: _(
        "The row “%(name)s” says %(said)s, but the rows above it come to %(sum)s: an amount may be wrong, or missing."
    ),
    Code.HEADER_REPEATED: _("%(count)s columns have the same name."),
    Code.HEADER_EMPTY: _("The column number %(place)s has no name."),
    Code.NO_HEADER: _("The file has no line with names of columns: they are numbered."),
    Code.COLUMN_EMPTY: _("The column has no value in any row."),
    Code.COLUMNS_LEFT_OUT: _("Columns with neither a name nor a value are left out: number %(places)s."),
    Code.AMERICAN_DATES: _("The dates have the month first, as in the United States: read so."),
    Code.CRS_GUESSED: _("The file does not say its coordinate system; EPSG:%(epsg)s fits. Please check the map."),
    Code.CRS_MISSING: _("The file does not say its coordinate system: taken for longitude and latitude."),
    Code.CRS_UNKNOWN: _(
        "The coordinate system of the positions is not known. Until you choose it, the rows have no place on the map."
    ),
    Code.AXES_SWAPPED: _("Latitude and longitude stand in each other's place: read the other way round."),
    Code.METRES_IN_DEGREES: _(
        "The positions claim to be degrees, and are metres: read as EPSG:%(epsg)s. Please check the map."
    ),
    Code.FAR_FROM_TOWN: _("Only %(share)s%% of the positions lie in the municipality. Is the coordinate system right?"),
    Code.NEARLY_NUMBERS: _(
        "%(fitting)s of %(filled)s values are numbers, but not %(odd)s. So the column is read as text. Choose a number "
        "as its type, and what is none stays empty."
    ),
    Code.NEARLY_DATES: _(
        "%(fitting)s of %(filled)s values are days, but not %(odd)s. So the column is read as text. Choose the day as "
        "its type, and what is none stays empty."
    ),
    Code.THOUSANDS_TAKEN: _(
        "%(odd)s: no value of the column says whether the mark is of thousands or of decimals. It is taken for "
        "thousands: “%(written)s” is %(meant)s. If it is not so, choose the decimals under “Columns”."
    ),
    Code.DECIMALS_TAKEN: _(
        "%(odd)s: no value of the column says whether the mark is of thousands or of decimals. It is taken for "
        "decimals: “%(written)s” is %(meant)s. If it is not so, choose the thousands under “Columns”."
    ),
    Code.CENTURIES_SUPPLIED: _(
        "%(odd)s: the year has two digits only, and its century was supplied. Years up to %(last)s are taken for this "
        "century, later ones for the one before."
    ),
    Code.FILE_CUT_SHORT: _("The file ends in the middle; what could be read until there was taken."),
    Code.LINKS_NOT_FOLLOWED: _("The file refers to other files or addresses. They are not followed."),
    Code.COLUMN_GONE: _("The column is no longer in the file."),
    Code.COLUMN_NEW: _("The column is new in this file."),
}  # fmt: skip

# Of several different values in one column.
SENTENCES_OF_MANY: dict[Code, str | Promise] = {
    Code.BAD_NUMBER: _("%(values)s are not numbers. The cells stay empty."),
    Code.BAD_INTEGER: _("%(values)s are not whole numbers. The cells stay empty."),
    Code.BAD_DATE: _("%(values)s are not dates. The cells stay empty."),
    Code.BAD_BOOLEAN: _("%(values)s are neither yes nor no. The cells stay empty."),
    Code.NOT_FINITE: _("%(values)s are not numbers that can be written down. The cells stay empty."),
}  # fmt: skip

REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.NOT_THERE: _("There is no such file."),
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_LARGE: _("The file is too large: %(size)s, and %(limit)s is the limit."),
    Refusal.TOO_MANY_ROWS: _("The file has more than %(limit)s rows."),
    Refusal.TOO_MANY_COLUMNS: _("The file has %(found)s columns; at most %(limit)s are taken."),
    Refusal.UNKNOWN_KIND: _(
        "This kind of file is not read here. CSV, Excel (XLSX), OpenDocument (ODS), GeoJSON, GeoPackage, a zipped "
        "Shapefile, KML, FlatGeobuf and GeoParquet are."
    ),
    Refusal.UNREADABLE: _("The file is damaged, or is not what it seems to be."),
    Refusal.NO_TABLE: _("The file holds no table: no columns were found in it."),
    Refusal.NO_ROWS: _("The file has no rows."),
    Refusal.NO_SUCH_LAYER: _("The file has no layer or sheet named “%(layer)s”."),
    Refusal.ARCHIVE_TOO_LARGE: _("The archive would be far too large once it is unpacked."),
    Refusal.ARCHIVE_UNSAFE: _("The archive has files that reach outside of it: %(name)s."),
    Refusal.ARCHIVE_WITHOUT_DATA: _(
        "The archive holds neither a workbook nor a Shapefile nor another file that is read here."
    ),
    Refusal.SHAPEFILE_WITHOUT_TABLE: _(
        "The Shapefile “%(name)s” lacks its part .dbf, which holds the columns. Put all of its parts into the archive."
    ),
    Refusal.ENCRYPTED: _("The file is locked with a password."),
    Refusal.UNSAFE_CONTENT: _("The file has something in it that would run or fetch other files: %(name)s."),
    Refusal.BAD_ENCODING: _("The file is not written in the encoding %(encoding)s."),
    Refusal.BAD_CRS: _("The coordinate system %(name)s is not known."),
    Refusal.TOO_SLOW: _("Reading the file takes too long."),
    Refusal.TOO_MUCH_MEMORY: _("Reading the file takes too much memory."),
    Refusal.NOTHING_TAKEN: _("None of the rows could be taken, so nothing was published."),
    Refusal.WENT_WRONG: _("Something went wrong here. Try again, or ask for help."),
    Refusal.READER_DIED: _("The file could not be read: the program that reads it broke off."),
}  # fmt: skip

_SIZES = ("size", "limit")


def place(line: int, *, of_lines: bool = True) -> str:
    """Where in the file: its line, or the feature's number where the file has no lines for people."""
    return (gettext("line %(line)s") if of_lines else gettext("feature %(line)s")) % {"line": line}


def sentence(problem: Problem, *, of_lines: bool = True) -> str:
    """What is wrong, and what came of it. `of_lines`: see `place`."""
    arguments = {"value": problem.value, **problem.arguments}
    if problem.code is Code.KEY_REPEATED and "first" in arguments:
        arguments["first"] = place(arguments["first"], of_lines=of_lines)
    if problem.code in OF_COLUMNS:
        arguments["odd"] = _odd_ones(problem, of_lines)
        arguments["meant"] = _meaning(problem.code, problem.arguments.get("meant"))
    if problem.code is Code.TOTAL_DIFFERS:
        arguments.update({name: _amount(arguments[name]) for name in ("said", "sum") if name in arguments})
    if problem.code is Code.FAR_FROM_TOWN and arguments.get("share") == 0:
        return gettext("No position lies in the municipality. Is the coordinate system right?")
    return _filled(SENTENCES[problem.code], arguments)


def _amount(number: float) -> str:
    whole = f"{number:.2f}".removesuffix(".00")
    return str(number_format(whole, use_l10n=True, force_grouping=True))


def _odd_ones(problem: Problem, of_lines: bool) -> str:
    """`“abc” in line 17, “n/a” in line 20 and 3 others`; of centuries with what each was taken for."""
    said = gettext("“%(value)s” in line %(line)s") if of_lines else gettext("“%(value)s” in feature %(line)s")
    odd = problem.arguments.get("odd", ())
    named = [said % {"line": line, "value": value} for line, value in odd]
    meanings = problem.arguments.get("meanings") or ()
    for at, meant in enumerate(meanings[: len(named)]):
        named[at] += f" ({_meaning(problem.code, meant)})"
    return _and_others(", ".join(named), problem.arguments.get("more", 0))


def _and_others(named: str, more: int) -> str:
    if not more:
        return named
    others = ngettext("and %(count)s other", "and %(count)s others", more) % {"count": more}
    return f"{named} {others}"


def _meaning(code: Code, meant: Any) -> str:
    """A day or a number in the reader's form, as a value that can be read in two ways was taken."""
    if meant is None:
        return ""
    if code is Code.CENTURIES_SUPPLIED:
        return date_format(date.fromisoformat(str(meant)), "j E Y")
    return str(number_format(f"{meant:.10g}", use_l10n=True, force_grouping=False))


def sentence_of(misfits: Misfits, *, of_lines: bool = True) -> str:
    """What is wrong with values of one column, each named with how often it stands there."""
    said = gettext("“%(value)s” (%(times)s ×)")
    named = ", ".join(said % {"value": value, "times": times} for value, times in misfits.values)
    if len(misfits.values) == 1:
        value, _times = misfits.values[0]
        return sentence(Problem(misfits.code, column=misfits.column, value=value), of_lines=of_lines)
    more = misfits.count - sum(times for _value, times in misfits.values)
    return _filled(SENTENCES_OF_MANY[misfits.code], {"values": _and_others(named, more)})


def refusal_sentence(refused: FileRefused) -> str:
    """Why the file is not taken."""
    arguments = dict(refused.arguments)
    if refused.code is Refusal.TOO_LARGE:
        arguments.update({name: filesizeformat(arguments.get(name, 0)) for name in _SIZES})
    return _filled(REFUSALS[refused.code], arguments)


def sets_row_aside(problem: Problem) -> bool:
    """Whether the row is left out because of it."""
    return problem.code in SETS_ASIDE


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _filled(text: str | Promise, arguments: Mapping[str, Any]) -> str:
    return str(text) % _Lenient(arguments)
