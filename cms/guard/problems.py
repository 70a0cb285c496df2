"""Why a form is not taken, in the reader's language. Nowhere else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

MINUTE = 60


class ProblemCode(StrEnum):
    """For programs; people read the sentence."""

    HIDDEN_FIELD = "hidden-field"
    TICKET = "ticket"
    TOO_FAST = "too-fast"
    PROOF = "proof"
    WAIT = "wait"
    SENT_ALREADY = "sent-already"
    TOO_MANY = "too-many"
    FORM_BUSY = "form-busy"


SENTENCES: dict[ProblemCode, str | Promise] = {
    ProblemCode.HIDDEN_FIELD: _(
        "A field that is not meant for people was filled in, perhaps by your browser on its own. It is empty again: "
        "please send the form once more."
    ),
    ProblemCode.TICKET: _("This page was open for a long time. Your answers are still here: please send them again."),
    ProblemCode.TOO_FAST: _("That was faster than we expect of a person. Your answers are still here."),
    ProblemCode.PROOF: _("The check in your browser did not succeed. Your answers are still here: please send again."),
    ProblemCode.WAIT: _("Your browser did not do its part of the check. Your answers are still here."),
    ProblemCode.SENT_ALREADY: _("This page was sent already. To send something more, please send it again."),
    ProblemCode.TOO_MANY: _("A lot was sent from your connection or account in a short time."),
    ProblemCode.FORM_BUSY: _("This form receives more at the moment than we can take."),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """`retry_after` in seconds; 0 where sending again helps at once."""

    code: ProblemCode
    retry_after: int = 0

    @property
    def sentence(self) -> str:
        """With the time to wait, in words."""
        told = str(SENTENCES[self.code])
        return f"{told} {_wait(self.retry_after)}" if self.retry_after else told

    def __str__(self) -> str:
        return self.sentence


def _wait(seconds: int) -> str:
    if seconds < 2 * MINUTE:
        return ngettext(
            "Please send it again after %(count)s second.",
            "Please send it again after %(count)s seconds.",
            seconds,
        ) % {"count": seconds}
    minutes = math.ceil(seconds / MINUTE)
    return ngettext(
        "Please send it again after %(count)s minute.",
        "Please send it again after %(count)s minutes.",
        minutes,
    ) % {"count": minutes}
