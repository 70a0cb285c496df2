"""Tracing, and what an applicant writes."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.theme.forms import PortalForm
from engagement.cases.models import Case
from engagement.intake.references import tidy_code


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
        return typed

    def clean_secret(self) -> str:
        return tidy_code(self.cleaned_data["secret"])


class ReplyForm(PortalForm):
    """What an applicant writes."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Please write something.")},
    )


class ObjectionForm(PortalForm):
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


FORMS = {"reply": ReplyForm, "object": ObjectionForm, "withdraw": WithdrawForm}


def title_of(deed: str, case: Case) -> str:
    """What the button and its heading say."""
    return {
        "reply": _("Answer") if case.state == "waiting_applicant" else _("Write to the town hall"),
        "object": _("Object to the decision"),
        "withdraw": _("Withdraw the request"),
    }[deed]
