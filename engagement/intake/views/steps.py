"""One step a page: show, check, keep, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from engagement.intake.access import may_go_on
from engagement.intake.actions import PageMark, keep_answers, token_of
from engagement.intake.contract import Occasion
from engagement.intake.definition import Step
from engagement.intake.definition.model import text_in
from engagement.intake.errors import ChangedElsewhere, DraftIsClosed
from engagement.intake.evaluation import Reading, read_answers
from engagement.intake.forms import ResumeForm, StepForm
from engagement.intake.kinds.pressing import scripts_of, styles_of
from engagement.intake.models import Draft, Submission
from engagement.intake.references import new_code
from engagement.intake.showing import on_paper_only_if
from engagement.intake.views.pages import asking_of, page

P = ParamSpec("P")
CONFLICT = 409
DraftView = Callable[Concatenate[HttpRequest, Occasion, Draft, P], HttpResponse]


def with_draft(view: DraftView[P]) -> Callable[..., HttpResponse]:
    """Finds the draft for whoever may see it; others are asked for their code, with what they typed kept."""

    @wraps(view)
    def asked(
        request: HttpRequest, occasion: Occasion, draft_id: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        draft = Draft.objects.with_form().filter(pk=draft_id, version_id=occasion.version_id).first()
        if draft is None or not may_go_on(request, draft):
            return locked_out(request, occasion, str(kwargs.get("step_id", "")))
        if draft.state != "open":
            return closed(request, occasion, draft)
        return view(request, occasion, draft, *args, **kwargs)

    return never_cache(asked)


def locked_out(request: HttpRequest, occasion: Occasion, step_id: str = "") -> HttpResponse:
    """The same page for a draft of somebody else, one that is gone, and a session that has ended."""
    context = {
        "form": ResumeForm(),
        "kept_input": kept_input(request) if step_id else [],
        "kept_step": step_id,
        "page_title": _("Please show your code"),
    }
    return page(request, occasion, "locked.html", context, status=403)


def kept_input(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed before the session ended, to be sent again once the code was shown. Bounded."""
    if request.method != "POST":
        return []
    return [
        (name, value[:20_000])
        for name, values in list(request.POST.lists())[:300]
        if name.startswith("q-")
        for value in values[:50]
        if isinstance(value, str)
    ]


def closed(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse:
    """A draft that can no longer be changed leads to its receipt, else says what happened."""
    if Submission.objects.filter(draft_key=draft.pk).exists():
        return redirect(occasion.url("done", draft.pk))
    return page(request, occasion, "closed.html", {"draft": draft}, status=410)


@with_draft
def open_draft(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse:
    """To where the person has to go on: the first step that was not passed or has an error, else the review."""
    reading = read_answers(occasion.form, draft.answers, asking_of(occasion, draft))
    return redirect(_next_address(occasion, draft, reading))


def _next_address(occasion: Occasion, draft: Draft, reading: Reading) -> str:
    for each in reading.steps:
        if each.id not in draft.passed or _has_errors(each, reading):
            return occasion.url("step", draft.pk, each.id)
    return occasion.url("review", draft.pk)


def _has_errors(step: Step, reading: Reading) -> bool:
    return any(question.id in reading.errors for question in step.questions)


@dataclass(frozen=True)
class Place:
    """Where in the form a request stands."""

    request: HttpRequest
    occasion: Occasion
    draft: Draft
    step: Step
    reading: Reading


@with_draft
def step(request: HttpRequest, occasion: Occasion, draft: Draft, step_id: UUID) -> HttpResponse:
    """A step's questions. POST keeps what is right, says what is wrong, and goes on when nothing is."""
    reading = read_answers(occasion.form, draft.answers, asking_of(occasion, draft))
    here = next((each for each in reading.steps if each.id == str(step_id)), None)
    if here is None or not _reachable(here, draft, reading):
        if request.method == "POST":
            messages.warning(request, _("This step is not part of your form. Please go on here."))
        return redirect(_next_address(occasion, draft, reading))
    place = Place(request, occasion, draft, here, reading)
    return _answered(place) if request.method == "POST" else _shown(place, _form(place))


def _reachable(here: Step, draft: Draft, reading: Reading) -> bool:
    """Steps are answered in order: those before must have been passed without errors."""
    for each in reading.steps:
        if each.id == here.id:
            return True
        if each.id not in draft.passed or _has_errors(each, reading):
            return False
    return False


def _form(place: Place, *, acts: bool = False, **data: Any) -> StepForm:
    own = {question.id for question in place.step.questions}
    before = {key: value for key, value in place.reading.answers.items() if key not in own}
    stored = {key: value for key, value in place.draft.answers.items() if key in own}
    asking = replace(asking_of(place.occasion, place.draft), acts=acts)
    return StepForm(place.step, asking=asking, before=before, stored=stored, **data)


def _answered(place: Place) -> HttpResponse:
    request, occasion, here = place.request, place.occasion, place.step
    form = _form(place, acts=True, data=request.POST, files=request.FILES)
    valid = form.is_valid()
    pressed = form.pressed is not None
    try:
        draft = keep_answers(
            place.draft.pk, here, form.answers, mark=_mark(request), passed=valid and not pressed
        )
    except ChangedElsewhere:
        messages.warning(
            request,
            _(
                "You changed this step in another window as well. Below is what you typed here: look at it, "
                "and press the button again to keep it."
            ),
        )
        return _shown(place, form, status=CONFLICT)
    except DraftIsClosed:
        return closed(request, occasion, place.draft)
    if pressed:
        return _shown(replace(place, draft=draft), form)
    if request.POST.get("then") == "leave":
        return redirect(occasion.url("leave", draft.pk))
    if not valid:
        return _shown(replace(place, draft=draft), form, status=422)
    return redirect(_address_after(place, draft))


def _mark(request: HttpRequest) -> PageMark:
    turn = request.POST.get("turn", "")
    return PageMark(
        request.POST.get("token", "")[:40],
        "".join(request.POST.get("page", "")[:40].split()),
        int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 7 else 0,
    )


def _address_after(place: Place, draft: Draft) -> str:
    """The next step, or the review; whoever came from there to change one answer goes back there."""
    after = read_answers(place.occasion.form, draft.answers, asking_of(place.occasion, draft))
    if place.request.GET.get("back") == "review":
        return _next_address(place.occasion, draft, after)
    ids = [each.id for each in after.steps]
    number = ids.index(place.step.id) + 1 if place.step.id in ids else 0
    if number < len(ids):
        return place.occasion.url("step", draft.pk, ids[number])
    return place.occasion.url("review", draft.pk)


def _shown(place: Place, form: StepForm, status: int = 200) -> HttpResponse:
    language, here, steps = form.asking.language, place.step, place.reading.steps
    number = [each.id for each in steps].index(here.id)
    title = text_in(here.title, language)
    url = place.occasion.url
    context = {
        "draft": place.draft,
        "form": form,
        "rows": [
            {**row, "condition": on_paper_only_if(row["question"], place.occasion.form, language)}
            for row in form.rows
        ],
        "step": here,
        "step_title": title,
        "step_text": text_in(here.text, language) if here.text else "",
        "number": number + 1,
        "count": len(steps),
        "token": token_of(place.draft, here),
        # After an error it is still the same page that is being filled in.
        "page_mark": (_mark(place.request).page if status != CONFLICT else "") or new_code(),
        "turn": _mark(place.request).turn,
        "multipart": any(kind.multipart for kind in form.kinds),
        "form_scripts": scripts_of(form.kinds),
        "form_styles": styles_of(form.kinds),
        "previous": url("step", place.draft.pk, steps[number - 1].id) if number else "",
        "keep_url": url("keep", place.draft.pk, here.id),
        "page_title": (_("Error:") + " " if form.errors else "") + title,
    }
    return page(place.request, place.occasion, "step.html", context, status=status)


@require_POST
@with_draft
def keep(request: HttpRequest, occasion: Occasion, draft: Draft, step_id: UUID) -> HttpResponse:
    """What the page's script keeps while one types; answers which questions are shown, and a fresh token."""
    reading = read_answers(occasion.form, draft.answers, asking_of(occasion, draft))
    here = next((each for each in reading.steps if each.id == str(step_id)), None)
    if here is None:
        raise Http404
    form = _form(Place(request, occasion, draft, here, reading), data=request.POST)
    form.is_valid()
    try:
        draft = keep_answers(draft.pk, here, form.answers, mark=_mark(request))
    except ChangedElsewhere:
        return JsonResponse({"changed_elsewhere": True}, status=CONFLICT)
    shown = [name for name in form.by_name if name not in form.hidden]
    return JsonResponse({"token": token_of(draft, here), "shown": shown})
