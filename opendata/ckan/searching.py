"""package_search without a search engine: a town has dozens of datasets, and they are compared here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from cms.kit.folding import fold, words_of
from opendata.catalog.dcat.entries import Entry
from opendata.ckan.errors import BadSearch

EVERYTHING = {"", "*", "*:*"}
# `key:value`, `key:"some words"`, `key:[from TO until]`, or a bare word or phrase; + and - in front.
CLAUSE = re.compile(
    r'(?P<sign>[+-]?)(?:(?P<key>[a-z_]+):)?(?P<value>"[^"]*"|\[[^\]]*\]|\([^)]*\)|[^\s"]+)', re.IGNORECASE
)
MOST_CLAUSES = 50
Test = Callable[[Entry, str], bool]


def matching(entries: Sequence[Entry], q: str, fq: str) -> list[Entry]:
    """Those that have every word and every clause. BadSearch for a clause that nobody here knows."""
    tests = [*_tests(q), *_tests(fq)]
    return [entry for entry in entries if all(test(entry) for test in tests)]


def in_order(entries: Sequence[Entry], sort: str) -> list[Entry]:
    """`metadata_modified desc, title_string asc`; scores are all alike here."""
    found = list(entries)
    for part in reversed([piece.split() for piece in sort.split(",") if piece.strip()]):
        key, direction = part[0].lower(), (part[1].lower() if len(part) > 1 else "asc")
        if key not in SORT_KEYS or direction not in ("asc", "desc") or len(part) > 2:
            raise BadSearch(f"cannot sort by {' '.join(part)}")
        found.sort(key=SORT_KEYS[key], reverse=direction == "desc")
    return found


SORT_KEYS: dict[str, Callable[[Entry], Any]] = {
    "score": lambda _entry: 0,
    "relevance": lambda _entry: 0,
    "name": lambda entry: entry.name,
    "title": lambda entry: fold(entry.dataset.title),
    "title_string": lambda entry: fold(entry.dataset.title),
    "metadata_created": lambda entry: entry.dataset.issued,
    "metadata_modified": lambda entry: entry.modified,
}


def _tests(query: str) -> list[Callable[[Entry], bool]]:
    if query.strip() in EVERYTHING:
        return []
    clauses = list(CLAUSE.finditer(query))
    if len(clauses) > MOST_CLAUSES:
        raise BadSearch("too many clauses")
    made = []
    for clause in clauses:
        key, value = (clause["key"] or "").lower(), clause["value"]
        if not key and value.upper() in ("AND", "*:*"):
            continue
        if (key, value) == ("", "OR") or (not key and value.upper() == "NOT"):
            raise BadSearch(f"{value} is not understood here")
        made.append(_test(key, value.strip('"'), negated=clause["sign"] == "-"))
    return made


def _test(key: str, value: str, *, negated: bool) -> Callable[[Entry], bool]:
    if key in MOMENTS:
        holds: Test = _between(MOMENTS[key], value)
    elif key in KEYS:
        values = KEYS[key]
        wanted = [fold(one.strip('" ')) for one in value.strip("()").split(" OR ")]
        holds = lambda entry, _value: "*" in wanted or bool(set(wanted) & set(map(fold, values(entry))))  # noqa: E731
    elif not key:
        words = words_of(value)
        holds = lambda entry, _value: all(word in _text(entry) for word in words)  # noqa: E731
    else:
        raise BadSearch(f"undefined field {key}")
    return lambda entry: holds(entry, value) is not negated


KEYS: dict[str, Callable[[Entry], list[str]]] = {
    "id": lambda entry: [str(entry.dataset.identifier)],
    "name": lambda entry: [entry.name],
    "title": lambda entry: [word for text in entry.dataset.titles.values() for word in [text, *text.split()]],
    "tags": lambda entry: [word for words in entry.dataset.keywords.values() for word in words],
    "groups": lambda entry: [theme.code for theme in entry.dataset.themes.all()],
    "license_id": lambda entry: [entry.dataset.licence.code, entry.dataset.licence.spdx],
    "organization": lambda _entry: ["municipality"],
    "owner_org": lambda _entry: ["municipality"],
    "res_format": lambda entry: [offer.file_type for offer in entry.distributions],
    "state": lambda _entry: ["active"],
    "type": lambda _entry: ["dataset"],
    "dataset_type": lambda _entry: ["dataset"],
    "private": lambda _entry: ["false"],
}
MOMENTS: dict[str, Callable[[Entry], datetime]] = {
    "metadata_modified": lambda entry: entry.modified,
    "metadata_created": lambda entry: entry.dataset.issued,
}


def _between(moment_of: Callable[[Entry], datetime], value: str) -> Test:
    """`[2026-01-01T00:00:00Z TO *]`: what harvesters ask to get only what is new."""
    parts = value.strip("[]").split(" TO ")
    if not value.startswith("[") or len(parts) != 2:
        raise BadSearch(f"a range such as [2026-01-01T00:00:00Z TO *] is needed, not {value}")
    first, last = (_moment(part.strip()) for part in parts)

    def holds(entry: Entry, _value: str) -> bool:
        moment = moment_of(entry)
        return (first is None or moment >= first) and (last is None or moment <= last)

    return holds


def _moment(text: str) -> datetime | None:
    if text == "*":
        return None
    try:
        found = parse_datetime(text) or parse_datetime(f"{text}T00:00:00")
    except ValueError as problem:
        raise BadSearch(f"{text} is no moment") from problem
    if found is None:
        raise BadSearch(f"{text} is no moment")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _text(entry: Entry) -> str:
    dataset = entry.dataset
    tags = [word for words in dataset.keywords.values() for word in words]
    return fold(" ".join([dataset.name, *dataset.titles.values(), *dataset.descriptions.values(), *tags]))
