"""*Try the form*: filling in a draft as people will, with nothing stored. What came of it can be kept as a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.municipalities.querysets import current_municipality
from engagement.eservices.contract import explained
from engagement.intake.contract import (
    Asking,
    FormDefinition,
    Reading,
    Step,
    StepForm,
    read_answers,
    scripts_of,
    sections_of,
    styles_of,
    text_in,
)
from engagement.intake.registry import kinds
from pages.services.actions import keep_test
from pages.services.compiling import Compiled, compiled
from pages.services.errors import NameIsTaken
from pages.services.models import ServicePage
from pages.services.office.views import draft_of
from pages.services.previews import title_in
from pages.services.trials import fee_rule_of

SALT = "pages.services.try"
# In the address of what the page's script asks while one types: which questions do these answers lead to?
SHOWN = "shown"


@dataclass(frozen=True)
class Given:
    """What was answered so far; it travels with the page, signed, and is kept nowhere."""

    today: date
    answers: Mapping[str, Any] = field(default_factory=dict)

    def sealed(self) -> str:
        """For a hidden input."""
        return signing.dumps(
            {"today": self.today.isoformat(), "answers": dict(self.answers)}, salt=SALT, compress=True
        )

    @classmethod
    def opened(cls, sealed: str) -> Given:
        """What the input held; anew where it was tampered with."""
        try:
            data = signing.loads(sealed, salt=SALT)
            return cls(date.fromisoformat(data["today"]), data["answers"])
        except (signing.BadSignature, KeyError, ValueError):
            return cls(timezone.localdate())


@never_cache
@require_http_methods(["GET", "POST"])
def try_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """One step after the other; at the end, the outcome."""
    page = draft_of(request, page_id)
    languages = list(current_municipality().languages)
    made = compiled(page.form, languages)
    if not made.form.steps:
        messages.warning(request, _("This page has no form yet. Add the first step in the tab “Form”."))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    language = request.GET.get("language", "")
    if language not in languages:
        # As whoever tries it reads, where the form is whole in that language.
        language = made.form.language_for(get_language() or page.locale.language_code)
    with override(language):
        return _Trying(request, page, made, language, languages).answer()


class _Trying:
    def __init__(
        self, request: HttpRequest, page: ServicePage, made: Compiled, language: str, languages: list[str]
    ) -> None:
        self.request, self.page, self.made = request, page, made
        self.language, self.languages = language, languages
        self.form: FormDefinition = made.form
        self.given = Given.opened(request.POST.get("given", ""))

    @property
    def asking(self) -> Asking:
        return Asking(self.language, self.given.answers, is_preview=True, today=self.given.today)

    @property
    def reading(self) -> Reading:
        return read_answers(self.form, self.given.answers, self.asking)

    def answer(self) -> HttpResponse:
        if "keep" in self.request.POST:
            return self.keep()
        step = self.form.step(self.request.POST.get("step", ""))
        if self.request.method != "POST" or step is None:
            first = next(iter(self.reading.steps), None)
            return self.show(first) if first else self.outcome()
        form = self.step_form(step, data=self.request.POST, files=self.request.FILES)
        form.is_valid()
        if SHOWN in self.request.GET:
            return JsonResponse(
                {"token": "", "shown": [one for one in form.by_name if one not in form.hidden]}
            )
        then = self.request.POST.get("then", "")
        pressed = form.pressed is not None
        self.take(step, form)
        if pressed or (self.real_errors(form) and then not in ("anyway", "back")):
            return self.show(step, form, 200 if pressed else 422)
        following = self.neighbour(step, -1 if then == "back" else 1)
        return self.show(following) if following else self.outcome()

    def take(self, step: Step, form: StepForm) -> None:
        """The step's answers in place of earlier ones. A sample stands in place of each file, also of one that must be
        given and was not; it stays, since no input holds it."""
        own = {question.id for question in step.questions}
        answers = {key: value for key, value in self.given.answers.items() if key not in own}
        answers |= form.answers
        for question in step.questions:
            kind = kinds.get(question.kind)
            if kind is None or not kind.multipart:
                continue
            if question.required or question.id in self.given.answers:
                answers.setdefault(question.id, kind.sample(question, self.language))
        self.given = replace(self.given, answers=answers)

    def real_errors(self, form: StepForm) -> bool:
        """Whether anything but a missing file is wrong."""
        files = {
            name
            for name, question in form.by_name.items()
            if (kind := kinds.get(question.kind)) is not None and kind.multipart
        }
        return bool(set(form.errors) - files)

    def neighbour(self, step: Step, direction: int) -> Step | None:
        """The step before or after, as these answers lead; before the first one stands the first one."""
        ids = [each.id for each in self.reading.steps]
        number = (ids.index(step.id) if step.id in ids else -1) + direction
        return self.reading.steps[max(number, 0)] if number < len(ids) else None

    def step_form(self, step: Step, **data: Any) -> StepForm:
        own = {question.id for question in step.questions}
        known = self.reading.answers
        return StepForm(
            step,
            asking=self.asking,
            before={key: value for key, value in known.items() if key not in own},
            stored={key: value for key, value in self.given.answers.items() if key in own},
            **data,
        )

    def show(self, step: Step, form: StepForm | None = None, status: int = 200) -> HttpResponse:
        form = form or self.step_form(step)
        steps = self.reading.steps
        ids = [each.id for each in steps]
        number = ids.index(step.id) + 1 if step.id in ids else 1
        context = {
            "form": form,
            "step": step,
            "step_title": text_in(step.title, self.language),
            "step_text": text_in(step.text, self.language),
            "number": number,
            "count": len(steps),
            "shown_url": f"?language={self.language}&{SHOWN}=1",
            "multipart": any(kind.multipart for kind in form.kinds),
            "form_scripts": scripts_of(form.kinds),
            "form_styles": styles_of(form.kinds),
        }
        return self.page_of("step.html", context, status)

    def outcome(self, problem: str = "", name: str = "", status: int = 200) -> HttpResponse:
        reading = self.reading
        fee = fee_rule_of(self.page, self.made).fee(reading.answers)
        errors = [
            (text_in(question.label, self.language) or question.name, reading.errors[question.id])
            for question in self.form.questions()
            if question.id in reading.errors
        ]
        context = {
            "sections": sections_of(reading, self.language),
            "steps": [text_in(step.title, self.language) for step in reading.steps],
            "left_out": [
                text_in(step.title, self.language) for step in self.form.steps if step not in reading.steps
            ],
            "errors": errors,
            "fee": explained(fee, self.form, self.language),
            "problem": problem,
            "name": name,
        }
        return self.page_of("outcome.html", context, status)

    def keep(self) -> HttpResponse:
        """The outcome as what is expected from now on."""
        name = self.request.POST.get("name", "").strip()[:120]
        if not name:
            return self.outcome(_("Give the test a name."), status=422)
        try:
            keep_test(
                self.page,
                self.made,
                self.given.answers,
                name=name,
                today=self.given.today,
                language=self.language,
                by=self.request.user,
            )
        except NameIsTaken:
            return self.outcome(_("There is a test of this name already."), name, status=422)
        messages.success(
            self.request, _("The test “%(name)s” runs at every publication from now on.") % {"name": name}
        )
        return redirect(reverse("services_tests", args=[self.page.pk]))

    def page_of(self, template: str, context: Mapping[str, Any], status: int) -> HttpResponse:
        title = title_in(self.page, self.language)
        shared = {
            "page": self.page,
            "form_title": title,
            "form_language": self.language,
            "try_languages": [
                {
                    "code": code,
                    "name": get_language_info(code)["name_local"],
                    "is_current": code == self.language,
                }
                for code in self.languages
            ],
            "page_title": title,
            "given": self.given.sealed(),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + "#tab-check",
        }
        return render(self.request, f"pages/services/office/{template}", {**shared, **context}, status=status)
