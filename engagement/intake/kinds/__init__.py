"""Kinds of questions. Each is a small class; `kinds` knows them by name."""

from engagement.intake.kinds.base import Asking, Kind, kinds

__all__ = ["Asking", "Kind", "kinds"]
