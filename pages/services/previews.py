"""What the editor's preview shows beside the page: each step of its form and the review, filled with test data.

Nothing is stored: questions are asked as `is_preview`, and no draft exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.municipalities.querysets import current_municipality
from engagement.intake.contract import (
    Asking,
    FormDefinition,
    Question,
    Step,
    StepForm,
    in_words,
    read_answers,
    scripts_of,
    sections_of,
    styles_of,
    text_in,
)
from engagement.intake.registry import kinds
from pages.services.compiling import Compiled, compiled, missing_texts
from pages.services.findings import name_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage

REVIEW = "review"


@dataclass(frozen=True)
class Mode:
    """`form:<language>:<number of the step, or review>`."""

    language: str
    part: str

    @classmethod
    def named(cls, name: str) -> Mode | None:
        """The mode of that name; None for the page itself."""
        kind, _colon, rest = name.partition(":")
        language, _colon, part = rest.partition(":")
        return cls(language, part) if kind == "form" and part else None

    @property
    def name(self) -> str:
        return f"form:{self.language}:{self.part}"


def modes_of(page: ServicePage) -> list[tuple[str, str]]:
    """Each step and the review, in each language of the town."""
    titles = [block.value["title"] for block in source_of(page).form]
    modes = []
    for language in current_municipality().languages if titles else ():
        name, review = name_of(language), _("Review")
        for number, title in enumerate(titles, 1):
            words = title.get(language) or next((text for text in title.values() if text), "")
            modes.append((Mode(language, str(number)).name, f"{name} · {number}. {words}"))
        modes.append((Mode(language, REVIEW).name, f"{name} · {review}"))
    return modes


def source_of(page: ServicePage) -> ServicePage:
    """Where the form is edited: the page itself as it stands in the editor, or the draft of the page made first."""
    lead = page.lead
    return page if lead is page else lead.get_latest_revision_as_object()


def title_in(page: ServicePage, language: str) -> str:
    """The service's title as the form's pages in a language head with it; the page's own where there is no other."""
    others = type(page).objects.filter(translation_key=page.translation_key, locale__language_code=language)
    is_own = page.locale.language_code == language
    return str((None if is_own else others.values_list("draft_title", flat=True).first()) or page.title)


def preview_of(page: ServicePage, request: HttpRequest, mode_name: str) -> HttpResponse | None:
    """A part of the form; None where the page itself is wanted."""
    mode = Mode.named(mode_name)
    if mode is None or mode.language not in current_municipality().languages:
        return None
    made = compiled(source_of(page).form, list(current_municipality().languages))
    with override(mode.language):
        shown = _Preview(page, request, mode, made)
        return shown.review() if mode.part == REVIEW else shown.step()


class _Preview:
    def __init__(self, page: ServicePage, request: HttpRequest, mode: Mode, made: Compiled) -> None:
        self.page, self.request, self.mode, self.made = page, request, mode, made
        self.form: FormDefinition = made.form
        self.asking = Asking(mode.language, is_preview=True)
        self.answers = samples(self.form, mode.language)

    def step(self) -> HttpResponse:
        steps = self.form.steps
        number = int(self.mode.part) if self.mode.part.isdigit() else 1
        if not 1 <= number <= len(steps):
            return self._page("empty.html", {})
        step = steps[number - 1]
        own = {question.id for question in step.questions}
        form = StepForm(
            step,
            asking=self.asking,
            before={key: value for key, value in self.answers.items() if key not in own},
            stored={key: value for key, value in self.answers.items() if key in own},
        )
        context = {
            "form": form,
            "rows": [{**row, "badge": self._badge(row["question"])} for row in form.rows],
            "step_title": text_in(step.title, self.mode.language),
            "step_text": text_in(step.text, self.mode.language),
            "step_badge": self._badge(step),
            "number": number,
            "count": len(steps),
            "form_scripts": scripts_of(form.kinds),
            "form_styles": styles_of(form.kinds),
            "before": Mode(self.mode.language, str(number - 1)).name if number > 1 else "",
            "after": Mode(self.mode.language, str(number + 1) if number < len(steps) else REVIEW).name,
        }
        return self._page("step.html", context)

    def review(self) -> HttpResponse:
        reading = read_answers(self.form, self.answers, self.asking)
        context = {
            "sections": sections_of(reading, self.mode.language),
            "before": Mode(self.mode.language, str(len(self.form.steps))).name,
        }
        return self._page("review.html", context)

    def _badge(self, part: Question | Step) -> str:
        if part.when is None:
            return ""
        return _("Only when %(condition)s") % {
            "condition": in_words(part.when, self.form, self.mode.language)
        }

    def _page(self, template: str, context: Mapping[str, Any]) -> HttpResponse:
        language = self.mode.language
        title = title_in(self.page, language)
        missing = len(list(missing_texts(self.form.steps, language)))
        shared = {
            "form_title": title,
            "form_language": language,
            "page_title": title,
            "missing": missing,
            "shown_instead": name_of(self.form.languages[0]),
            "is_whole": language in self.form.languages,
        }
        return render(self.request, f"pages/services/preview/{template}", {**shared, **context})


def samples(form: FormDefinition, language: str) -> dict[str, Any]:
    """Test data for every question that has some."""
    answers = {}
    for step in form.steps:
        for question in step.questions:
            kind = kinds.get(question.kind)
            answer = kind.sample(question, language) if kind is not None else None
            if answer is not None:
                answers[question.id] = answer
    return answers
