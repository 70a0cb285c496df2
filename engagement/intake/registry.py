"""Who takes the answers of which forms; which kinds of questions and sources of first answers there are."""

from __future__ import annotations

from cms.kit.registry import Registry
from engagement.intake.contract import Receiver
from engagement.intake.kinds.base import kinds
from engagement.intake.prefill import sources

__all__ = ["kinds", "receivers", "sources"]

# By purpose, the same word that FormVersion.purpose holds.
receivers: Registry[Receiver] = Registry("receivers of answers")
