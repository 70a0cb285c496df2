"""Files that came with a request: which they are, and who may open them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cms.files.models import PrivateFile
from engagement.cases.models import Case
from engagement.cases.rules import is_applicant, may_see

# What engagement.intake writes as the taker of a file when a form is sent.
TAKER = "submission:"


def files_of(case: Case) -> QuerySet[PrivateFile]:
    """Those that were sent with the form."""
    return PrivateFile.objects.filter(taker=f"{TAKER}{case.submission_id}").order_by("created_at")


def may_read_form_file(person: Any, file: PrivateFile) -> bool:
    """Whoever may see the case, and the applicant's own account."""
    if not file.taker.startswith(TAKER):
        return False
    case = Case.objects.filter(submission_id=file.taker.removeprefix(TAKER)).first()
    return case is not None and (may_see(person, case) or is_applicant(person, case))
