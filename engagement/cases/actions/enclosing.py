"""Files beside what an applicant writes: the case takes them as it took those of the form."""

from __future__ import annotations

from collections.abc import Sequence

from cms.files.actions import claim_all
from cms.files.contract import Owner
from engagement.cases.files import TAKER
from engagement.cases.models import Case
from engagement.intake.kinds.uploads import PURPOSE

# Owns nothing.
NOBODY = Owner()


def enclose(case: Case, files: Sequence[str], by: Owner) -> list[str]:
    """Their ids, for the entry. In the transaction of the entry; raises FileRefused where one is gone or infected."""
    if files:
        claim_all(files, purpose=PURPOSE, by=by, taker=f"{TAKER}{case.submission_id}")
    return list(files)
