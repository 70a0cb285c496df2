"""*Check*: what is wrong with a form, and what could be better, before anybody fills it in."""

from engagement.intake.checking.checking import check
from engagement.intake.checking.findings import Finding, Level

__all__ = ["Finding", "Level", "check"]
