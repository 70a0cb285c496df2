"""What other rooms hear of cases."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction of the decision (case, by). A receiver that will issue a document answers True, and
# the letter to the applicant waits for it.
case_decided = Signal()
