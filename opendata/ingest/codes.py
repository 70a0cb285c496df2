"""Words that the reading process, the admin and reports share. Nothing here needs Django."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of files, told by their content."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    GEOJSON = "geojson"
    GEOJSON_LINES = "geojsonl"
    GPKG = "gpkg"
    SHAPEFILE = "shapefile"
    KML = "kml"
    FLATGEOBUF = "flatgeobuf"
    PARQUET = "parquet"


# Kinds whose rows stand in lines that a person can go to; rows of the others have a number only.
OF_LINES = frozenset({Kind.CSV, Kind.XLSX, Kind.ODS})


class PositionMode(StrEnum):
    """From what a row's position is made."""

    GEOMETRY = "geometry"
    LATLON = "latlon"
    XY = "xy"
    WKT = "wkt"
    EWKB = "ewkb"
    NONE = "none"


class Stage(StrEnum):
    """What a long reading is busy with."""

    READING = "reading"
    CHECKING = "checking"
    LOADING = "loading"


class Personal(StrEnum):
    """What a column's header or values hint at; NONE where nothing does."""

    NONE = ""
    TAX_NUMBER = "tax-number"
    SOCIAL_SECURITY_NUMBER = "social-security-number"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


class Code(StrEnum):
    """What can be wrong, or worth a look. `problems.py` has the sentences."""

    # A row set aside.
    NULL_ISLAND = "null_island"
    OUT_OF_RANGE = "out_of_range"
    KEY_MISSING = "key_missing"
    KEY_REPEATED = "key_repeated"
    GEOMETRY_UNREPAIRABLE = "geometry_unrepairable"
    TOTAL_ROW = "total_row"
    # A value left out, its row kept.
    BAD_NUMBER = "bad_number"
    BAD_INTEGER = "bad_integer"
    BAD_DATE = "bad_date"
    BAD_BOOLEAN = "bad_boolean"
    NOT_FINITE = "not_finite"
    BAD_POSITION = "bad_position"
    CELL_TOO_LONG = "cell_too_long"
    # Something put right, the row kept.
    GEOMETRY_REPAIRED = "geometry_repaired"
    CURVE_STRAIGHTENED = "curve_straightened"
    ROW_TOO_SHORT = "row_too_short"
    ROW_TOO_LONG = "row_too_long"
    BAD_CHARACTERS = "bad_characters"
    # Worth knowing of a row.
    NO_POSITION = "no_position"
    TOTAL_DOUBTFUL = "total_doubtful"
    TOTAL_DIFFERS = "total_differs"
    # Worth knowing of a column or of the whole file.
    HEADER_REPEATED = "header_repeated"
    HEADER_EMPTY = "header_empty"
    NO_HEADER = "no_header"
    COLUMN_EMPTY = "column_empty"
    COLUMNS_LEFT_OUT = "columns_left_out"
    AMERICAN_DATES = "american_dates"
    CRS_GUESSED = "crs_guessed"
    CRS_MISSING = "crs_missing"
    CRS_UNKNOWN = "crs_unknown"
    AXES_SWAPPED = "axes_swapped"
    METRES_IN_DEGREES = "metres_in_degrees"
    FAR_FROM_TOWN = "far_from_town"
    NEARLY_NUMBERS = "nearly_numbers"
    NEARLY_DATES = "nearly_dates"
    THOUSANDS_TAKEN = "thousands_taken"
    DECIMALS_TAKEN = "decimals_taken"
    CENTURIES_SUPPLIED = "centuries_supplied"
    FILE_CUT_SHORT = "file_cut_short"
    LINKS_NOT_FOLLOWED = "links_not_followed"
    COLUMN_GONE = "column_gone"
    COLUMN_NEW = "column_new"


SETS_ASIDE = frozenset(
    {
        Code.NULL_ISLAND,
        Code.OUT_OF_RANGE,
        Code.KEY_MISSING,
        Code.KEY_REPEATED,
        Code.GEOMETRY_UNREPAIRABLE,
        Code.TOTAL_ROW,
    }
)
# A column that is a text only because of a few of its values.
ODDITIES = frozenset({Code.NEARLY_NUMBERS, Code.NEARLY_DATES})
# A column whose values can be read in two ways.
DOUBTS = frozenset({Code.THOUSANDS_TAKEN, Code.DECIMALS_TAKEN, Code.CENTURIES_SUPPLIED})
# Told of one column each, never of two together, with the rows that it is about.
OF_COLUMNS = ODDITIES | DOUBTS
# Loading the rows does not find these again.
OF_FIRST_LOOK = OF_COLUMNS | {
    Code.AMERICAN_DATES,
    Code.TOTAL_DOUBTFUL,
    Code.TOTAL_DIFFERS,
    Code.COLUMN_EMPTY,
    Code.COLUMNS_LEFT_OUT,
}
# Values that did not fit their column: counted by column and by value.
MISFITS = frozenset({Code.BAD_NUMBER, Code.BAD_INTEGER, Code.BAD_DATE, Code.BAD_BOOLEAN, Code.NOT_FINITE})
REPAIRS = frozenset({Code.GEOMETRY_REPAIRED, Code.CURVE_STRAIGHTENED})


# The encodings that an editor may choose for a text.
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "windows-1253",
    "iso-8859-7",
    "cp737",
    "cp869",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
)
DELIMITERS = (",", ";", "\t", "|")


class Refusal(StrEnum):
    """Why a whole file is refused. `problems.py` has the sentences."""

    NOT_THERE = "not_there"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNKNOWN_KIND = "unknown_kind"
    UNREADABLE = "unreadable"
    NO_TABLE = "no_table"
    NO_ROWS = "no_rows"
    NO_SUCH_LAYER = "no_such_layer"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    ARCHIVE_UNSAFE = "archive_unsafe"
    ARCHIVE_WITHOUT_DATA = "archive_without_data"
    SHAPEFILE_WITHOUT_TABLE = "shapefile_without_table"
    ENCRYPTED = "encrypted"
    UNSAFE_CONTENT = "unsafe_content"
    BAD_ENCODING = "bad_encoding"
    BAD_CRS = "bad_crs"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    READER_DIED = "reader_died"
    NOTHING_TAKEN = "nothing_taken"
    WENT_WRONG = "went_wrong"
