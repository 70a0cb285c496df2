"""From the text of a parameter to the standard's JSON tree."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import cql2
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.features.cql2.limits import check_json, check_text
from opendata.features.cql2.problems import refused

TEXT, JSON = "cql2-text", "cql2-json"
LANGUAGES = (TEXT, JSON)


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
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError) as problem:
        raise refused(_("“filter” is no CQL2 text: %(reason)s") % {"reason": _reason(problem)}) from problem


def _reason(problem: Exception) -> str:
    """Where it went wrong, from the parser's drawing of it: `1:7 expected Expr`."""
    lines = [line.strip(" |=>-") for line in str(problem).splitlines()]
    kept = [line for line in (lines[0], lines[-1]) if line] if lines else []
    return " ".join(dict.fromkeys(kept))[:200]


def _from_json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise refused(_("“filter” is no JSON: %(reason)s") % {"reason": str(problem)[:200]}) from problem


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
