"""What somebody's answers cost, by the version that they were asked under: on the review, the receipt, in letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language

from engagement.eservices.fees import FeeRule, in_short
from engagement.eservices.models import ServiceVersion
from engagement.intake.expressions import Facts
from engagement.intake.models import Submission


def fee_in_words(version: ServiceVersion, answers: Mapping[str, Any], day: date | None = None) -> str:
    """In the active language; empty where the version has no rule of a fee. `day`: when it was sent, else today."""
    rules = version.rules
    if not rules.fee:
        return ""
    fee = FeeRule.from_json(rules.fee, rules.fee_how).fee(answers, Facts(day=day))
    return in_short(fee, get_language() or "")


def fee_of_submission(version: ServiceVersion, submission: Submission) -> str:
    """Reckoned from what was sent, on the day of sending: it stays what the person was told."""
    return fee_in_words(version, submission.answers, localdate(submission.sent_at))
