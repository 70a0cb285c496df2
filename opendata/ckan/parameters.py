"""From what a client sends (a query, a form or JSON) to typed values. Parameters that CKAN has and this room has
not are passed over, as CKAN does with unknown ones.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from opendata.ckan.errors import ActionProblem, Invalid

Parameters = dict[str, Any]
MOST_BYTES = 200_000
TRUE, FALSE = {"true", "1", "yes", "t"}, {"false", "0", "no", "f"}


class BadBody(ActionProblem):
    """A body that is no JSON object."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__({"__type": "Bad Request", "message": f"Bad request - {message}"})


def parameters_of(request: HttpRequest) -> Parameters:
    """The query's, and those of the body of a POST over them."""
    given: Parameters = {name: request.GET[name] for name in request.GET}
    if request.method == "POST":
        given |= _of_body(request)
    return given


def _of_body(request: HttpRequest) -> Parameters:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise BadBody("the body is too long")
    if (request.content_type or "") in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = {name: request.POST[name] for name in request.POST}
        # Old clients send a JSON text as a form without names.
        if len(form) != 1 or any(form.values()):
            return form
        text = next(iter(form)).encode()
    else:
        text = request.body
    if not text.strip():
        return {}
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadBody("JSON Error: the body is no JSON") from problem
    if not isinstance(content, dict):
        raise BadBody("JSON Error: the body is no object")
    return content


def text(given: Parameters, name: str, default: str | None = None) -> str:
    """A text; one that is missing without a default is told as CKAN tells it."""
    value = given.get(name)
    if value in (None, ""):
        if default is None:
            raise Invalid(name, "Missing value")
        return default
    if not isinstance(value, str | int | float) or "\x00" in str(value):
        raise Invalid(name, "Must be a text")
    return str(value)


def number(given: Parameters, name: str, default: int, *, most: int) -> int:
    """A whole number from 0; more than the most is the most."""
    value = given.get(name)
    if value in (None, ""):
        return default
    try:
        found = int(str(value)) if not isinstance(value, bool) else -1
    except ValueError as problem:
        raise Invalid(name, "Invalid integer") from problem
    if found < 0:
        raise Invalid(name, "Must be a natural number")
    return min(found, most)


def truth(given: Parameters, name: str, *, default: bool) -> bool:
    """Yes or no, as JSON or as a word."""
    value = given.get(name)
    if value in (None, ""):
        return default
    word = str(value).lower()
    if word not in TRUE | FALSE:
        raise Invalid(name, "Must be true or false")
    return word in TRUE


def words(given: Parameters, name: str) -> list[str]:
    """A list of names: JSON, or with commas between."""
    value = given.get(name)
    if value in (None, ""):
        return []
    if isinstance(value, str) and value.strip().startswith("["):
        value = _json(name, value)
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise Invalid(name, "Must be a list of names")
    return [word.strip() for word in found if word.strip()]


def mapping(given: Parameters, name: str) -> dict[str, Any]:
    """An object: itself, or as a JSON text."""
    value = given.get(name)
    if value in (None, ""):
        return {}
    if isinstance(value, str):
        value = _json(name, value)
    if not isinstance(value, dict):
        raise Invalid(name, "Cannot parse JSON: an object is needed")
    return value


def _json(name: str, value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as problem:
        raise Invalid(name, "Cannot parse JSON") from problem
