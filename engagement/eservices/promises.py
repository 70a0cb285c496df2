"""Until when an answer is promised, in words."""

from __future__ import annotations

from django.utils.translation import ngettext

from engagement.eservices.terms import Terms


def promise_in_words(terms: Terms) -> str:
    """`within 20 working days`, in the active language; empty where nothing is promised."""
    if not terms.deadline:
        return ""
    number = terms.deadline
    if terms.deadline_unit == "working_days":
        return ngettext("within %(number)s working day", "within %(number)s working days", number) % {
            "number": number
        }
    if terms.deadline_unit == "months":
        return ngettext("within %(number)s month", "within %(number)s months", number) % {"number": number}
    return ngettext("within %(number)s day", "within %(number)s days", number) % {"number": number}
