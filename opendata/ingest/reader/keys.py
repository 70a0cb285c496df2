"""Stable ASCII keys for columns: what stands in addresses, queries and downloads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cms.kit.latin import LETTERS

# The limit of the shelf's field names; PostgreSQL's own is 63 bytes.
LONGEST_KEY = 48
# ELOT 743, as Greek passports and road signs have it.
_PAIRS = (
    ("ου", "ou"), ("ού", "ou"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("γγ", "ng"), ("γκ", "gk"), ("γχ", "nch"),
    ("τζ", "tz"), ("τσ", "ts"), ("ντ", "nt"),
)  # fmt: skip
_LETTERS = str.maketrans(
    {
        **LETTERS,
        "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d",
    }
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f]")
_OTHER = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-zα-ω])(?=[A-ZΑ-Ω][a-zα-ω])")
# Names that the staging table, the shelf or the API have for themselves, and words of SQL and CQL2.
RESERVED = frozenset(
    {
        "key", "geom", "geometry", "rowid", "fid", "seq", "since", "until", "geom_web", "min_zoom",
        "feature", "type", "id", "bbox", "links", "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid",
        "f", "limit", "offset", "crs", "datetime", "properties", "after", "bom", "filter", "sortby", "q",
        "revision", "collections", "token", "all", "analyse", "analyze", "and", "any", "array", "as", "asc",
        "asymmetric", "authorization", "between", "binary", "both", "case", "cast", "check", "collate",
        "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
        "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
        "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false",
        "fetch", "for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in",
        "initially", "inner", "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left",
        "like", "localtime", "localtimestamp", "natural", "not", "notnull", "null", "on", "only", "or",
        "order", "outer", "overlaps", "placing", "primary", "references", "returning", "right", "select",
        "session_user", "similar", "some", "symmetric", "tablesample", "table", "then", "to", "trailing",
        "true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where", "window",
        "with", "casei", "accenti", "interval", "date", "timestamp", "div",
    }
)  # fmt: skip


def transliterate(text: str) -> str:
    """`"Οδός Ηρώων"` becomes `"odos iroon"`: small ASCII letters and whatever is no letter."""
    bare = unicodedata.normalize("NFC", _CAMEL.sub(" ", text)).lower()
    for greek, latin in _PAIRS:
        bare = bare.replace(greek, latin)
    return _MARKS.sub("", unicodedata.normalize("NFKD", bare)).translate(_LETTERS)


def key_of(label: str) -> str:
    """The key that a label leads to on its own; empty for a label without letters and digits."""
    key = _OTHER.sub("_", transliterate(label)).strip("_")
    if len(key) > LONGEST_KEY:
        key = key[:LONGEST_KEY].rstrip("_")
    if key[:1].isdigit():
        key = f"c_{key}"[:LONGEST_KEY]
    return f"{key}_" if key in RESERVED else key


def keys_of(labels: Sequence[str]) -> list[str]:
    """One key a column, all different; the same labels always give the same keys."""
    taken: set[str] = set()
    keys = []
    for place, label in enumerate(labels, start=1):
        wanted = key_of(label) or f"column_{place}"
        key, number = wanted, 2
        while key in taken:
            key = f"{wanted.rstrip('_')}_{number}"
            number += 1
        taken.add(key)
        keys.append(key)
    return keys
