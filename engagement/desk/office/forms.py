"""What an officer fills in for each deed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from engagement.cases.actions.routing import officers_of
from engagement.cases.choices import Outcome
from engagement.cases.models import Case

MOST_TEXT = 20_000


class DeedForm(forms.Form):
    """Base: knows the case and who acts."""

    def __init__(self, *args: Any, case: Case, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.by = case, by
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the case."""


class TextForm(DeedForm):
    """A message, a note, a reason."""

    text = forms.CharField(label=_("Text"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(DeedForm):
    """A reason that may stay empty."""

    text = forms.CharField(
        label=_("Reason"), max_length=MOST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlainForm(DeedForm):
    """Nothing but the button."""


class HandOverForm(DeedForm):
    """To whom, and why."""

    officer: Any = forms.ModelChoiceField(
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


class ConsultForm(DeedForm):
    """A colleague or another body."""

    colleague: Any = forms.ModelChoiceField(label=_("Colleague"), queryset=None, required=False)
    body = forms.CharField(label=_("or another body"), max_length=200, required=False)
    waits = forms.BooleanField(label=_("Nothing can go on until they answer"), required=False)
    text = forms.CharField(
        label=_("Question"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        people: Any = get_user_model().objects
        colleague: Any = self.fields["colleague"]
        colleague.queryset = people.filter(is_active=True, is_staff=True).exclude(
            pk=self.by.pk
        ) | people.filter(is_active=True, groups__name__in=["Officers", "Supervisors"]).exclude(pk=self.by.pk)
        colleague.queryset = colleague.queryset.distinct()


class DecisionForm(DeedForm):
    """The outcome, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reasons"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads them. A refusal, also in part, must say why."),
    )
