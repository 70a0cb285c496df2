"""The questions that the town hall asks again: only those, with what was answered before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.files.errors import FileRefused
from cms.kit.texts import in_language
from engagement.cases.actions import answer_correction, ask_also
from engagement.cases.answers import current_answers, led_to, open_correction, step_of
from engagement.cases.choices import CaseState, EntryKind
from engagement.cases.errors import MoveNotAllowed
from engagement.cases.files import files_of
from engagement.cases.models import Case, Correction
from engagement.desk.public.trace import case_for
from engagement.intake.forms import StepForm
from engagement.intake.kinds import Asking
from engagement.intake.kinds.pressing import scripts_of, styles_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Without the secret or account: back to where it is asked for. What is wrong is said by the question."""
    case = case_for(request, year, number)
    if case is None:
        return redirect("engagement_desk:trace")
    correction = open_correction(case)
    if correction is None or case.state != CaseState.WAITING_FOR_APPLICANT:
        if request.method == "POST":
            messages.warning(request, _("The request has moved on meanwhile: your answers were not taken."))
        return redirect("engagement_desk:traced", year, number)
    form = _form(request, case, correction)
    ready = request.method == "POST" and form.is_valid() and form.pressed is None
    more = led_to(case, correction.questions, form.answers) if ready else []
    if more:
        form = _with_more(request, case, correction, more, form.answers)
    elif ready and _answered(request, case, correction, form):
        return redirect("engagement_desk:traced", year, number)
    return _page(request, case, form, status=422 if form.is_bound and form.errors else 200)


def _with_more(
    request: HttpRequest, case: Case, correction: Correction, more: list[str], given: Mapping[str, Any]
) -> StepForm:
    """The form as it was filled in, with the questions to which that leads; nothing is sent before they were seen."""
    try:
        correction = ask_also(case.pk, correction.pk, more, by=request.user)
    except MoveNotAllowed:
        messages.warning(request, _("The request has moved on meanwhile: your answers were not taken."))
    else:
        messages.info(
            request, _("Your new answers lead to more questions. Please look at these too, then send.")
        )
    return _form(request, case, correction, given)


def _form(
    request: HttpRequest, case: Case, correction: Correction, given: Mapping[str, Any] | None = None
) -> StepForm:
    """`given`: shown as it was just answered, not read again: files were taken in already."""
    form = case.version.form_version.form
    step, answers = step_of(correction, form), current_answers(case)
    asked = {question.id for question in step.questions}
    before = {key: value for key, value in answers.items() if key not in asked}
    asking = Asking(
        form.language_for(get_language() or ""),
        before,
        str(correction.key),
        acts=request.method == "POST",
        person=request.user if request.user.is_authenticated else None,
        sent_files=frozenset(str(key) for key in files_of(case).values_list("pk", flat=True)),
    )
    is_read = request.method == "POST" and given is None
    bound: dict[str, Any] = {"data": request.POST, "files": request.FILES} if is_read else {}
    stored = {key: value for key, value in (answers if given is None else given).items() if key in asked}
    return StepForm(step, asking=asking, before=before, stored=stored, **bound)


def _answered(request: HttpRequest, case: Case, correction: Correction, form: StepForm) -> bool:
    asking = replace(form.asking, answers={**form.before, **form.answers})
    try:
        answer_correction(case.pk, correction.pk, form.answers, asking, by=request.user)
    except FileRefused as problem:
        form.add_error(None, ValidationError(str(problem.sentence)))
        return False
    except MoveNotAllowed:
        messages.warning(request, _("The request has moved on meanwhile. Please look at it again."))
    else:
        messages.success(request, _("We have received it. The time in which we have to decide goes on."))
    return True


def _page(request: HttpRequest, case: Case, form: StepForm, status: int) -> HttpResponse:
    asked = case.timeline.public().filter(kind=EntryKind.TO_APPLICANT).order_by("-number").first()
    title = _("Please answer again")
    context = {
        "case": case,
        "form": form,
        "form_language": form.asking.language,
        "service": in_language(case.service.names),
        "asked": asked,
        "multipart": any(kind.multipart for kind in form.kinds),
        "form_scripts": scripts_of(form.kinds),
        "form_styles": styles_of(form.kinds),
        "page_title": (_("Error:") + " " if form.errors else "") + title,
        "heading": title,
        "breadcrumbs": [
            {"title": case.protocol, "url": reverse("engagement_desk:traced", args=[case.year, case.number])}
        ],
    }
    return render(request, "desk/correct.html", context, status=status)
