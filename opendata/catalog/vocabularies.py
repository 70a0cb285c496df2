"""The EU's authority tables that the catalogue speaks in (fixtures/reference), read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

REFERENCE = Path("fixtures") / "reference"


@dataclass(frozen=True)
class Concept:
    """One entry of a table. `facts` holds what only some tables tell, such as a file type being open."""

    code: str
    uri: str
    titles: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def read_reference(name: str) -> dict[str, Any]:
    """One file of the reference data (fixtures/reference), as its publisher's codes stand in it."""
    path = Path(settings.BASE_DIR) / REFERENCE / f"{name}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=16)
def concepts(table: str) -> Mapping[str, Concept]:
    """A table by code: `languages`, `frequencies`, `access-rights`, `high-value`, `file-types`, `media-types`."""
    content = read_reference(table)
    own = {"code", "titles"}
    return {
        entry["code"]: Concept(
            code=entry["code"],
            uri=content["base"] + entry["code"],
            titles=entry.get("titles", {}),
            facts={key: value for key, value in entry.items() if key not in own},
        )
        for entry in content["concepts"]
    }


def concept(table: str, code: str) -> Concept:
    """The entry with this code; KeyError for one that the table does not have."""
    return concepts(table)[code]


def language_concept(tag: str) -> Concept | None:
    """The EU's language for a tag such as `el`."""
    return next((entry for entry in concepts("languages").values() if entry.facts.get("tag") == tag), None)


@lru_cache(maxsize=1)
def high_value_legislation() -> str:
    """The address (ELI) of the regulation on high-value datasets."""
    return str(read_reference("high-value")["legislation"])
