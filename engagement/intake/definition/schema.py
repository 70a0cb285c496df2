"""The JSON Schema of a stored form: what `FormVersion.definition` must look like."""

from __future__ import annotations

from typing import Any

from engagement.intake.choices import Privacy

_UUID = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string", "maxLength": 50_000}}
_NAME = {"type": "string", "pattern": "^([a-z][a-z0-9_]{0,39})?$"}
_WHEN = {"type": ["object", "null"]}

_CHOICE = {
    "type": "object",
    "required": ["id", "label"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1, "maxLength": 100},
        "label": _TEXTS,
        "name": _NAME,
        "hint": _TEXTS,
    },
}
_QUESTION = {
    "type": "object",
    "required": ["id", "kind"],
    "additionalProperties": False,
    "properties": {
        "id": _UUID,
        "kind": _NAME,
        "label": _TEXTS,
        "hint": _TEXTS,
        "name": _NAME,
        "required": {"type": "boolean"},
        "error": _TEXTS,
        "when": _WHEN,
        "prefill": {"type": "string", "maxLength": 100},
        "privacy": {"enum": list(Privacy.values)},
        "choices": {"type": "array", "maxItems": 500, "items": _CHOICE},
        "settings": {"type": "object"},
        "questions": {"type": "array", "maxItems": 50, "items": {"$ref": "#/$defs/question"}},
    },
}
_STEP = {
    "type": "object",
    "required": ["id", "title", "questions"],
    "additionalProperties": False,
    "properties": {
        "id": _UUID,
        "title": _TEXTS,
        "text": _TEXTS,
        "when": _WHEN,
        "questions": {"type": "array", "maxItems": 200, "items": {"$ref": "#/$defs/question"}},
    },
}
FORM_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["format", "languages", "steps"],
    "additionalProperties": False,
    "$defs": {"question": _QUESTION},
    "properties": {
        "format": {"const": 1},
        "languages": {"type": "array", "minItems": 1, "items": {"type": "string", "maxLength": 10}},
        "steps": {"type": "array", "minItems": 1, "maxItems": 50, "items": _STEP},
    },
}
