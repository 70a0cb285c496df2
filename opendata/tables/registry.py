"""The collections that registers publish. Rooms of higher wings add theirs while the apps start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.kit.registry import Registry
from opendata.tables.contract import CollectionDefinition
from opendata.tables.reading import Facts

collections: Registry[CollectionDefinition] = Registry("collections")


@dataclass(frozen=True)
class ApiPart:
    """What a room beside the features adds to the one API: conformance classes, collection links, paths."""

    conformance: Sequence[str]
    # Links ({href, rel, type, title}; href relative to the landing page) of one collection.
    links: Callable[[Facts], list[dict[str, Any]]]
    # Paths below the landing page, as OpenAPI path items.
    paths: Callable[[Sequence[Facts]], dict[str, Any]]


api_parts: Registry[ApiPart] = Registry("parts of the API")

# Where the finished file of all rows lies: of a collection, at the revision of the facts, in a format by its name.
# None where nobody has made it yet.
finished_files: Registry[Callable[[Facts, str], Path | None]] = Registry("finished files")
