"""What a document is made from, as plain data: a template's content, pinned with each published version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Content:
    """Texts by language; `texts` is HTML as the editor writes it."""

    kind: str = "certificate"
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    signatories: Mapping[str, str] = field(default_factory=dict)
    series: str = ""
    validity_months: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain data, ready for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """What was stored; what this release does not know is passed over."""
        known = {each.name for each in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})

    def languages(self) -> list[str]:
        """Those in which it has a text."""
        return [code for code, text in self.texts.items() if text.strip()]
