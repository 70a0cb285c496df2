"""Tables of cases."""

from engagement.cases.models.case import Case, ProtocolYear
from engagement.cases.models.correction import Correction
from engagement.cases.models.counter import CounterFiling
from engagement.cases.models.figures import ServiceMonth
from engagement.cases.models.time import Absence, Digest, Pause
from engagement.cases.models.timeline import DayHead, Entry, Look

__all__ = [
    "Absence",
    "Case",
    "Correction",
    "CounterFiling",
    "DayHead",
    "Digest",
    "Entry",
    "Look",
    "Pause",
    "ProtocolYear",
    "ServiceMonth",
]
