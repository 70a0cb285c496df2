"""What higher rooms do for cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cms.kit.registry import Registry
from engagement.cases.models import Case

# Whether something of a case must be kept beyond the case's own time, on a day: a document that still counts.
keepers: Registry[Callable[[Case, date], bool]] = Registry("what keeps a case")
# Empties what another room has of a case, in the transaction that empties the case.
erasers: Registry[Callable[[Case], None]] = Registry("what ends with a case")

# The days of a year on which the whole town hall is closed beside the public holidays.
closed_days: Registry[Callable[[int], frozenset[date]]] = Registry("closed days of a year")

# Puts a timestamp or a signature on a day's hash (hexadecimal); the first that gives bytes counts, under its name.
sealers: Registry[Callable[[str], bytes]] = Registry("sealers of days")
