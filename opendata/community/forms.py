"""What people send about a dataset."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.guard.contract import GuardedForm
from opendata.community.models import LONGEST_QUESTION, only_web

# What the table holds; the form's own limit is larger.
LONGEST_ADDRESS = 254
# A name with a dot in it, and no scheme before: a port or a path may follow.
HOST_FIRST = re.compile(r"[^\s/:@.]+(\.[^\s/:@.]+)+(:[0-9]+)?([/?#]\S*)?\Z")


class QuestionForm(GuardedForm):
    """Who asks, where the answer goes, and what is asked."""

    guard_name = "dataset-questions"

    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Your e-mail"),
        help_text=_("The answer goes there. It is used for nothing else."),
        error_messages={"required": _("Enter your e-mail, so that you can be answered.")},
    )
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Enter your question.")},
    )
    field_order = ["text", "name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class WebAddress(forms.CharField):
    """An address as people write it: what has no scheme is on the web."""

    def to_python(self, value: Any) -> str:
        """`example.org/app` is https://example.org/app."""
        text = super().to_python(value) or ""
        return f"https://{text}" if HOST_FIRST.match(text) else text


class ReuseForm(GuardedForm):
    """Something that was made with the dataset."""

    guard_name = "dataset-uses"

    title = forms.CharField(
        label=_("What is it called?"), max_length=120, error_messages={"required": _("Enter its name.")}
    )
    url = WebAddress(
        label=_("Where is it?"),
        help_text=_("An address, such as https://example.org/trees"),
        max_length=500,
        validators=[only_web],
        error_messages={"required": _("Enter the address where it can be seen.")},
    )
    text = forms.CharField(
        label=_("What is it, in a sentence or two?"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say in a sentence what it is.")},
    )
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Your e-mail"),
        required=False,
        help_text=_("Only if we may ask you about it. It is not shown."),
    )
    field_order = ["title", "url", "text", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs.update({"inputmode": "url", "autocomplete": "url"})
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class SubscriptionForm(GuardedForm):
    """Where to write to."""

    guard_name = "dataset-subscriptions"

    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Your e-mail"),
        help_text=_("A link goes there first, so that nobody is written to who did not ask."),
        error_messages={"required": _("Enter your e-mail.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
