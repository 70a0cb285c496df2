"""Tracing, and what an applicant writes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cms.files.contract import Owner
from cms.theme.forms import PortalForm
from engagement.cases.models import Case
from engagement.intake.definition import Question
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from engagement.intake.kinds.file_widgets import FilesInput
from engagement.intake.kinds.pressing import hush, pressed
from engagement.intake.kinds.uploads import owner_of
from engagement.intake.references import tidy_code

MOST_FILES = 3
YEAR_LAST = re.compile(r"(?!(?:19|20)\d\d/)(?P<number>[0-9]{1,6})/(?P<year>(?:19|20)[0-9]{2})")


class TraceForm(PortalForm):
    """Number and secret, as they stand on the receipt."""

    protocol = forms.CharField(
        label=gettext_lazy("Protocol number"),
        max_length=30,
        help_text=gettext_lazy("Such as 2026/000123."),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "off", "inputmode": "numeric"}
        ),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        max_length=60,
        help_text=gettext_lazy("Twelve letters and digits; they stand on the receipt."),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_protocol(self) -> str:
        typed: str = self.cleaned_data["protocol"]
        if not any(part.isdigit() for part in typed.replace("-", "/").split("/")):
            raise ValidationError(_("The number has a year and a number: 2026/000123."))
        # Many write the year last, as registers on paper do.
        turned = YEAR_LAST.fullmatch(typed.strip().replace("-", "/"))
        return f"{turned['year']}/{turned['number']}" if turned else typed

    def clean_secret(self) -> str:
        return tidy_code(self.cleaned_data["secret"])


class LetterForm(PortalForm):
    """Words, and files beside them: taken, looked at and kept as those of a form are."""

    def __init__(self, *args: Any, case: Case, deed: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=deed, **kwargs)
        language = get_language() or ""
        self.question = Question(
            "files", "file", {language: _("Files")}, required=False, settings={"most_files": MOST_FILES}
        )
        self.asking = Asking(language, draft=f"{deed} {case.pk}", acts=self.is_bound)
        field = kind_of(self.question).field(self.question, self.asking)
        if isinstance(field.widget, FilesInput):
            field.widget.action = address_of(deed, case)
        self.fields["files"] = field

    @property
    def owner(self) -> Owner:
        """Whose the files are until they are sent."""
        return owner_of(self.asking)

    @property
    def is_pressed(self) -> bool:
        """A button of the files was pressed: the form comes again, and nothing of the words is scolded."""
        found = self.is_bound and pressed(self, {"files": self.question}) is not None
        if found:
            hush(self)
        return found


class ReplyForm(LetterForm):
    """What an applicant writes."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Please write something.")},
    )


class ObjectionForm(LetterForm):
    """Why the decision should be looked at again."""

    text = forms.CharField(
        label=gettext_lazy("Why you do not agree"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write why you do not agree. An officer reads it.")},
    )


class WithdrawForm(PortalForm):
    """A reason may be given; that it is meant must be said, for it cannot be undone."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, I withdraw it"),
        error_messages={"required": gettext_lazy("Tick this if you want to withdraw the request.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


LETTERS: dict[str, type[LetterForm]] = {"reply": ReplyForm, "object": ObjectionForm}
DEEDS = (*LETTERS, "withdraw")


def form_of(deed: str, case: Case, **bound: Any) -> LetterForm | WithdrawForm:
    """For what an applicant can do. `bound`: `data` and `files`, where it was sent."""
    if deed in LETTERS:
        return LETTERS[deed](case=case, deed=deed, **bound)
    return WithdrawForm(prefix=deed, **bound)


def address_of(deed: str, case: Case) -> str:
    """Where it is sent."""
    return reverse("engagement_desk:traced_deed", args=[case.year, case.number, deed])


def title_of(deed: str, case: Case) -> str:
    """What the button and its heading say."""
    return {
        "reply": _("Answer") if case.state == "waiting_applicant" else _("Write to the town hall"),
        "object": _("Object to the decision"),
        "withdraw": _("Withdraw the request"),
    }[deed]
