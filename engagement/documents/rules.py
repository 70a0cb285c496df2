"""Who may do what with templates and documents."""

from __future__ import annotations

from typing import Any

from engagement.cases.models import Case
from engagement.cases.rules import is_applicant, may_decide, may_see
from engagement.documents.models import IssuedDocument


def may_edit_templates(person: Any) -> bool:
    """Supervisors and administrators, by their group's rights."""
    return bool(
        getattr(person, "is_authenticated", False)
        and person.is_active
        and person.has_perm("engagement_documents.change_documenttemplate")
    )


def may_preview(person: Any, case: Case) -> bool:
    """Whoever may decide sees what would be issued."""
    return may_decide(person, case)


def may_issue(person: Any, case: Case) -> bool:
    """Issue again, or what the portal could not issue by itself: whoever may decide."""
    return may_decide(person, case)


def may_revoke(person: Any, document: IssuedDocument) -> bool:
    """Whoever may decide the case."""
    return may_decide(person, document.case)


def may_download(person: Any, document: IssuedDocument, *, shown_secret: bool = False) -> bool:
    """Its applicant, by account or secret; staff who may see the case. Nobody before it is sealed or after its end."""
    if not document.is_sealed or not document.file:
        return False
    return shown_secret or is_applicant(person, document.case) or may_see(person, document.case)
