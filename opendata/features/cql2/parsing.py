"""From the text of a parameter to the standard's JSON tree."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import cql2
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.features.cql2.limits import check_json, check_text
from opendata.features.cql2.problems import SHOWN, refused, shown

TEXT, JSON = "cql2-text", "cql2-json"
LANGUAGES = (TEXT, JSON)
PLACE = re.compile(r"--> (\d+):(\d+)")


def tree_of(text: str, language: str) -> Any:
    """The tree. Raises a problem for what is too large, too deep or not of the language."""
    if language == JSON:
        check_json(text)
        return _from_json(text)
    if language != TEXT:
        raise BadParameter(
            _("“filter-lang” can be: %(names)s.") % {"names": ", ".join(LANGUAGES)}, parameter="filter-lang"
        )
    check_text(text)
    if not text.strip():
        raise refused(_("“filter” is empty."))
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as problem:
        raise refused(_misread(text, str(problem))) from problem


def _misread(text: str, told: str) -> str:
    """Where it went wrong, by the parser's drawing of it (`--> 1:7`); its words are those of its grammar."""
    place = PLACE.search(told)
    if place is None:
        return _("“filter” is no CQL2 text: %(reason)s") % {"reason": told.partition("\n")[0][:200]}
    line, at = (int(number) - 1 for number in place.groups())
    lines = text.split("\n")
    before = "\n".join([*lines[:line], lines[line][:at]]) if line < len(lines) else text
    rest = text[len(before) :].strip()
    if rest:
        return _("“filter” is no CQL2 text: from “%(rest)s” on it cannot be understood.") % {
            "rest": shown(rest)
        }
    return _("“filter” is no CQL2 text: it ends where more is needed, after “%(end)s”.") % {
        "end": before.strip()[-SHOWN:]
    }


def _from_json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise refused(_("“filter” is no JSON: %(reason)s") % {"reason": str(problem)[:200]}) from problem


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
