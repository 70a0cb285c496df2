"""Between the dataclasses and the JSON of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import jsonschema

from engagement.intake.definition.model import FORMAT, Choice, FormDefinition, Question, Step
from engagement.intake.definition.schema import FORM_SCHEMA

T = TypeVar("T", Choice, Question, Step)
_VALIDATOR = jsonschema.Draft202012Validator(FORM_SCHEMA)


class MalformedDefinition(ValueError):
    """The JSON is no form: the message says where and why, for a developer."""


def to_json(form: FormDefinition) -> dict[str, Any]:
    """Plain data, ready for the database. Raises MalformedDefinition where `from_json` would."""
    data = {
        "format": FORMAT,
        "languages": list(form.languages),
        "steps": [_plain(step) for step in form.steps],
    }
    _demand(data)
    return data


def from_json(data: Mapping[str, Any]) -> FormDefinition:
    """The form that was stored. Raises MalformedDefinition."""
    _demand(data)
    return FormDefinition(
        steps=tuple(_step(step) for step in data["steps"]), languages=tuple(data["languages"])
    )


def _demand(data: Mapping[str, Any]) -> None:
    problem = next(iter(_VALIDATOR.iter_errors(data)), None)
    if problem is not None:
        where = "/".join(str(part) for part in problem.absolute_path)
        raise MalformedDefinition(f"{where or 'form'}: {problem.message[:300]}")


def _plain(part: Choice | Question | Step) -> dict[str, Any]:
    """What differs from the default, so that a stored form stays short."""
    data: dict[str, Any] = {}
    for each in fields(part):
        value = getattr(part, each.name)
        if each.name in {"choices", "questions"}:
            value = [_plain(inner) for inner in value]
        elif isinstance(value, Mapping):
            value = dict(value)
        if value not in ({}, [], None, "") or each.name in {"id", "title", "label"}:
            data[each.name] = value
    if isinstance(part, Step):
        data.setdefault("questions", [])
    return data


def _step(data: Mapping[str, Any]) -> Step:
    return Step(**{**data, "questions": tuple(_question(each) for each in data["questions"])})


def _question(data: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(**each) for each in data.get("choices", ()))
    inner = tuple(_question(each) for each in data.get("questions", ()))
    return Question(**{**data, "choices": choices, "questions": inner})
