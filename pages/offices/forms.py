"""The form of an office: hours of one day must not lie over each other."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

MIDNIGHT = 24 * 60


class OfficeForm(WagtailAdminModelForm):
    """Checks the week as a whole."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets.get("hours")
        if formset is not None and formset.is_valid():
            taken: dict[int, list[tuple[int, int]]] = {}
            for form in formset.forms:
                data = form.cleaned_data
                if not data or data.get("DELETE"):
                    continue
                start, end = _minutes(data["opens"]), _minutes(data["closes"]) or MIDNIGHT
                spans = taken.setdefault(data["weekday"], [])
                if any(start < other_end and other_start < end for other_start, other_end in spans):
                    form.add_error(
                        "opens", ValidationError(_("These hours lie over others of the same day."))
                    )
                spans.append((start, end))
        return cleaned


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
