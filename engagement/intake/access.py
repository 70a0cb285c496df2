"""Whose draft is it: the session that began it, the account it belongs to, or whoever knows its code."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from engagement.intake.models import Draft, Submission
from engagement.intake.references import digest_of_code, tidy_code

SESSION_KEY = "drafts"
MOST_AT_ONCE = 20


def remember(request: HttpRequest, draft_id: UUID) -> None:
    """Lets this session go on with the draft, and see its receipt."""
    known = [one for one in request.session.get(SESSION_KEY, []) if one != str(draft_id)]
    request.session[SESSION_KEY] = [*known, str(draft_id)][-MOST_AT_ONCE:]


def may_go_on(request: HttpRequest, draft: Draft) -> bool:
    """Whether this visitor may see and change the draft."""
    if str(draft.pk) in request.session.get(SESSION_KEY, []):
        return True
    return request.user.is_authenticated and draft.owner_id == request.user.pk


def may_see_receipt(request: HttpRequest, submission: Submission) -> bool:
    """Whether this visitor sent it."""
    if str(submission.draft_key) in request.session.get(SESSION_KEY, []):
        return True
    return request.user.is_authenticated and submission.applicant_id == request.user.pk


def draft_of_code(code: str, version_purpose: str) -> Draft | None:
    """The open draft that a code belongs to."""
    if len(tidy_code(code)) != 12:
        return None
    found: Draft | None = (
        Draft.objects.open()
        .with_form()
        .filter(code_digest=digest_of_code(code), version__purpose=version_purpose)
        .first()
    )
    return found
