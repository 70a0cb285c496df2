"""The maps of the portal, by the name in their address. Registers of this and of higher wings add theirs."""

from __future__ import annotations

from cms.kit.registry import Registry
from maps.viewer.contract import MapDefinition

maps: Registry[MapDefinition] = Registry("maps")
