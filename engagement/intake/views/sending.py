"""The last look, sending, and the receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.guard.contract import ProblemCode, check, tell
from engagement.intake.access import may_see_receipt
from engagement.intake.actions import send_draft
from engagement.intake.contract import Kept, Occasion
from engagement.intake.definition.model import text_in
from engagement.intake.errors import DraftIsClosed, NotComplete, Refused
from engagement.intake.evaluation import Reading, read_answers
from engagement.intake.models import Draft, Submission
from engagement.intake.placeholders import fill, values_of
from engagement.intake.showing import sections_of
from engagement.intake.views.pages import asking_of, page
from engagement.intake.views.steps import closed, locked_out, with_draft


@with_draft
def review(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse:
    """All answers with a way to change each; POST sends them."""
    asking = asking_of(occasion, draft)
    reading = read_answers(occasion.form, draft.answers, asking)
    waiting = [each for each in reading.steps if each.id not in draft.passed]
    if waiting or reading.errors:
        if request.method == "POST":
            messages.warning(request, _("Something is still missing. Please go on here."))
        return redirect(occasion.url("open", draft.pk))
    refusal, problems = occasion.refusal, []
    if request.method == "POST" and not refusal:
        problems = [] if occasion.is_for_another else check(request, occasion.guard, since=draft.created_at)
        if any(problem.code == ProblemCode.SENT_ALREADY for problem in problems):
            # Pressed twice: the first press leads to the receipt.
            return redirect(occasion.url("open", draft.pk))
        refusal = " ".join(str(problem.sentence) for problem in problems)
        sent = _sent(request, occasion, draft, reading) if not problems else None
        if isinstance(sent, HttpResponse):
            return sent
        refusal = refusal or sent or ""
    context = {
        "draft": draft,
        "refusal": refusal,
        "previous": occasion.url("step", draft.pk, reading.steps[-1].id) if reading.steps else "",
        "leave_url": occasion.url("leave", draft.pk),
        "fee": occasion.fee(reading.answers),
        "sections": sections_of(
            reading,
            asking.language,
            lambda step_id: f"{occasion.url('step', draft.pk, step_id)}?back=review",
        ),
        "page_title": _("Check your answers"),
    }
    return tell(page(request, occasion, "review.html", context, status=409 if refusal else 200), problems)


def _sent(request: HttpRequest, occasion: Occasion, draft: Draft, reading: Reading) -> HttpResponse | str:
    """Sends it: where to go, or why it was not taken."""
    try:
        send_draft(
            draft.pk,
            language=get_language() or "",
            applicant=None if occasion.is_for_another else request.user,
            channel=occasion.channel,
            read=(draft, reading),
        )
    except NotComplete:
        return redirect(occasion.url("open", draft.pk))
    except DraftIsClosed:
        return closed(request, occasion, draft)
    except Refused as problem:
        return str(problem)
    return redirect(occasion.url("done", draft.pk))


def _on_paper(request: HttpRequest, kept: Kept) -> dict[str, str]:
    """Where it is traced, for whoever holds the printed receipt: the address to type, and its picture to scan."""
    if not kept.trace:
        return {}
    address = request.build_absolute_uri(kept.trace)
    # Any mask is read as well as the best one, which takes as long to find as all the rest of the drawing.
    picture = segno.make(address, error="m", micro=False, mask=0).svg_inline(scale=3, border=0)
    return {"trace_address": address.partition("://")[2], "trace_picture": mark_safe(picture)}  # noqa: S308  # drawn here, of an address that is ours


@never_cache
@require_safe
def done(request: HttpRequest, occasion: Occasion, draft_id: UUID) -> HttpResponse:
    """The receipt: number, what happens next, and the answers to print."""
    submission = (
        Submission.objects.select_related("version")
        .filter(draft_key=draft_id, version_id=occasion.version_id)
        .first()
    )
    if submission is None or not may_see_receipt(request, submission):
        return locked_out(request, occasion)
    asking = replace(asking_of(occasion), is_settled=True, today=localdate(submission.sent_at))
    reading: Any = read_answers(occasion.form, submission.answers, asking)
    kept = occasion.receipt(submission) or Kept(submission.reference, _("Protocol number"))
    words = {
        "fee": occasion.fee(submission.answers, localdate(submission.sent_at)),
        **values_of(occasion.form, submission.answers, asking.language),
        "reference": kept.number,
        "service": text_in(occasion.title, asking.language),
    }
    context = {
        "submission": submission,
        "kept": kept,
        **_on_paper(request, kept),
        "thanks": fill(text_in(occasion.thanks, asking.language), words),
        "sections": sections_of(reading, asking.language),
        "page_title": _("We have received it"),
    }
    return page(request, occasion, "done.html", context)
