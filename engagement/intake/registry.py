"""Who takes the answers of which forms."""

from __future__ import annotations

from cms.kit.registry import Registry
from engagement.intake.contract import Receiver

# By purpose, the same word that FormVersion.purpose holds.
receivers: Registry[Receiver] = Registry("receivers of answers")
