"""What an officer fills in for each deed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from engagement.cases.absences import back_on
from engagement.cases.actions.moving import may_move
from engagement.cases.actions.routing import officers_of, readers_of
from engagement.cases.answers import current_answers, may_be_asked_again
from engagement.cases.asking import answering, awaited
from engagement.cases.choices import CaseState, Outcome
from engagement.cases.models import Case
from engagement.intake.definition.model import text_in

MOST_TEXT = 20_000
# What is about to be done, not what was.
OUTCOMES = (
    (Outcome.GRANTED, _("Grant it")),
    (Outcome.PARTLY, _("Grant it in part")),
    (Outcome.REFUSED, _("Refuse it")),
)


class DeedForm(forms.Form):
    """Base: knows the case and who acts."""

    def __init__(self, *args: Any, case: Case, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.by = case, by
        # What the page says above the fields: who was asked, and what.
        self.quoted: tuple[str, str] | None = None
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def point_to_error(self) -> None:
        """The page opens at the first field that is wrong: on a telephone it lies far below the top."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return


class TextForm(DeedForm):
    """A message, a note, a reason."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write something.")},
    )


class OpinionForm(TextForm):
    """One's own, or what somebody else answered; what was asked stands above it."""

    def prepare(self) -> None:
        asked = next(iter(answering(awaited(self.case), self.by.pk)), None)
        if asked is None:
            return
        if asked.colleague == self.by.pk:
            self.fields["text"].label = gettext("Your opinion")
            self.quoted = (gettext("You were asked:"), asked.question)
            return
        colleague = get_user_model().objects.filter(pk=asked.colleague).first() if asked.colleague else None
        who = {"who": asked.body or colleague or gettext("a colleague")}
        self.fields["text"].label = gettext("What was answered")
        self.quoted = (gettext("Asked of %(who)s:") % who, asked.question)


class AskForm(TextForm):
    """What is missing or wrong, and which questions are to be answered again."""

    questions = forms.MultipleChoiceField(
        label=_("Questions to be answered again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the applicant answers in their own words."),
    )

    def prepare(self) -> None:
        form = self.case.version.form_version.form
        language = form.language_for(get_language() or "")
        asked = {each.id for each in may_be_asked_again(form, current_answers(self.case))}
        questions: Any = self.fields["questions"]
        # By step: two of them may ask for a name.
        questions.choices = [
            (
                text_in(step.title, language),
                [(each.id, text_in(each.label, language)) for each in step.questions if each.id in asked],
            )
            for step in form.steps
            if any(each.id in asked for each in step.questions)
        ]


class ReasonForm(DeedForm):
    """A reason that may stay empty."""

    text = forms.CharField(
        label=_("Reason"), max_length=MOST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlainForm(DeedForm):
    """Nothing but the button."""


def with_absence(person: Any, back: dict[int, date]) -> str:
    """A name, and until when this person is away."""
    until = back.get(person.pk)
    if until is None:
        return str(person)
    return gettext("%(name)s (away until %(day)s)") % {
        "name": person,
        "day": date_format(until, "SHORT_DATE_FORMAT"),
    }


class OfficerField(forms.ModelChoiceField[Any]):
    """Officers by name; of those who are away it says so."""

    def label_from_instance(self, person: Any) -> str:
        if "back" not in self.__dict__:
            self.__dict__["back"] = back_on(self.queryset or [])
        return with_absence(person, self.__dict__["back"])


class HandOverForm(DeedForm):
    """To whom, and why."""

    officer: Any = OfficerField(
        label=_("Officer"), queryset=None, required=False, empty_label=_("back into the queue")
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.all(), required=False
    )
    text = forms.CharField(
        label=_("Reason"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        people: Any = get_user_model().objects
        department = str(self.data.get(self.add_prefix("department")) or self.case.department_id or "")
        known = department.isascii() and department.isdigit()
        officer: Any = self.fields["officer"]
        officer.queryset = officers_of(int(department)) if known else people.none()
        self.fields["department"].initial = self.case.department_id

    def clean(self) -> dict[str, Any]:
        """What goes to another department, or is taken from a colleague, goes with a reason."""
        told: dict[str, Any] = super().clean() or {}
        goes_away = told.get("department") not in (None, self.case.department)
        is_anothers = self.case.assignee_id not in (None, self.by.pk)
        if (goes_away or is_anothers) and "text" in told and not told["text"].strip():
            self.add_error(
                "text",
                gettext("Another department reads why it gets the case.")
                if goes_away
                else gettext("A colleague has this case: write why it goes to somebody else."),
            )
        return told


class ConsultForm(DeedForm):
    """A colleague or another body."""

    colleague: Any = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=None,
        required=False,
        empty_label=_("no colleague"),
        help_text=_("Those who may open this case."),
    )
    body = forms.CharField(label=_("or another body"), max_length=200, required=False)
    waits = forms.BooleanField(label=_("Nothing is decided until they answer"), required=False)
    text = forms.CharField(
        label=_("Question"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        colleague: Any = self.fields["colleague"]
        colleague.queryset = readers_of(self.case).exclude(pk=self.by.pk).order_by("last_name", "email")
        # Where it is somebody else's turn, or nobody's yet, a case waits for no opinion.
        if self.case.state != CaseState.WAITING_FOR_BODY and not may_move(
            self.case, CaseState.WAITING_FOR_BODY
        ):
            del self.fields["waits"]

    def clean(self) -> dict[str, Any]:
        """Somebody must be asked."""
        told: dict[str, Any] = super().clean() or {}
        if "colleague" in told and told["colleague"] is None and not told.get("body", "").strip():
            self.add_error("colleague", gettext("Choose a colleague, or write which other body you ask."))
        return told


class DecisionForm(DeedForm):
    """The outcome, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reasons"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads them. A refusal, also in part, must say why."),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        told: dict[str, Any] = super().clean() or {}
        refuses = told.get("outcome", Outcome.GRANTED) != Outcome.GRANTED
        if refuses and "text" in told and not told["text"].strip():
            self.add_error("text", gettext("Write why. The applicant reads it and may object to it."))
        return told
