"""The collections that registers publish. Rooms of higher wings add theirs while the apps start."""

from __future__ import annotations

from cms.kit.registry import Registry
from opendata.tables.contract import CollectionDefinition

collections: Registry[CollectionDefinition] = Registry("collections")
