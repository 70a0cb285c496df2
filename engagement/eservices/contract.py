"""What pages tell a service and ask of it: its terms and its fee as plain data, what differs between versions,
and whether it may be asked for now."""

from engagement.eservices.fees import FeeRule, How, euros, explained
from engagement.eservices.limits import Refusal, refusal
from engagement.eservices.terms import USUAL_OBJECTION_DAYS, Terms
from engagement.eservices.versions import diff, diff_terms

__all__ = [
    "USUAL_OBJECTION_DAYS",
    "FeeRule",
    "How",
    "Refusal",
    "Terms",
    "diff",
    "diff_terms",
    "euros",
    "explained",
    "refusal",
]
