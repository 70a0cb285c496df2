"""A case was decided: its document is written down in the same transaction."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from engagement.cases.models import Case
from engagement.cases.signals import case_decided
from engagement.documents.actions import end_earlier, issue_for_decision

log = logging.getLogger(__name__)


@receiver(case_decided, dispatch_uid="engagement.documents")
def write_document(case: Case, by: Any, **_rest: Any) -> bool:
    """True where there will be one. Whatever goes wrong with it, the decision stands: an officer issues it then."""
    try:
        with transaction.atomic():
            document = issue_for_decision(case, by=by)
            if document is None:
                end_earlier(case, by=by)
    except Exception:
        log.exception("No document could be written for case %s", case.pk)
        return False
    return document is not None
