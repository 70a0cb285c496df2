"""What is asked on the verify page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.guard.contract import GuardedForm
from cms.theme.forms import PortalForm
from engagement.documents.querysets import spelled
from engagement.documents.verifying import is_pdf

LETTERS = 16


class CodeForm(PortalForm):
    """The code that stands beside the QR code."""

    code = forms.CharField(
        label=gettext_lazy("Code of the document"),
        max_length=60,
        help_text=gettext_lazy(
            "Sixteen letters and digits; they stand beside the square code on the document."
        ),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = spelled(self.cleaned_data["code"])
        if len(code.replace("-", "")) != LETTERS:
            raise ValidationError(_("The code has sixteen letters and digits, such as K7QM-4XPD-9TRB-2WCH."))
        return code


class FileForm(GuardedForm):
    """The PDF itself. It is looked at and forgotten."""

    guard_name = "verify"

    file = forms.FileField(
        label=gettext_lazy("The PDF as you received it"),
        help_text=gettext_lazy(
            "Choose the file or drop it here; at most 20 MB. It is looked at and not kept."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": gettext_lazy("Choose the PDF."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> bytes:
        given: Any = self.cleaned_data["file"]
        content: bytes = given.read()
        if not is_pdf(content):
            raise ValidationError(
                _("This is not a PDF. Take the file that you received, not a photograph or a scan of it.")
            )
        return content
