"""One column of the review: what it is called, of which type it is, and whether it is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opendata.catalog.wording import is_bare_key, is_in_other_letters
from opendata.ingest.codes import Personal
from opendata.ingest.contract import ColumnDecision, ColumnFinding
from opendata.ingest.office.sampling import (
    DAY_FIRST,
    DAYS,
    MONTH_FIRST,
    NUMBERS,
    of_both_readings,
    open_to_both,
    understood,
)
from opendata.tables.contract import FieldType
from opendata.tables.errors import BadDefinition
from opendata.tables.shelf.names import check_field_names
from opendata.tables.wording import TYPE_TITLES

PERSONAL_HINTS = {
    Personal.TAX_NUMBER: _("Looks like tax numbers of persons"),
    Personal.SOCIAL_SECURITY_NUMBER: _("Looks like social security numbers"),
    Personal.EMAIL: _("Looks like e-mail addresses"),
    Personal.PHONE: _("Looks like telephone numbers"),
    Personal.NAME: _("Looks like names of persons"),
}
SHOWN_EXAMPLES = 3


class ColumnForm(forms.Form):
    """`found` and `decided` are the same column before and after the editor's last word.

    `oddity` says why a column of numbers is taken as text; empty where it is not so.
    """

    use_required_attribute = False

    title_el = forms.CharField(label=_("Label in Greek"), max_length=1000, required=False)
    title_en = forms.CharField(label=_("Label in English"), max_length=1000, required=False)
    type = forms.ChoiceField(
        label=_("Type"), choices=[(kind.value, text) for kind, text in TYPE_TITLES.items()]
    )
    dates = forms.ChoiceField(label=_("Order of day and month"), widget=forms.RadioSelect)
    decimal = forms.ChoiceField(label=_("Thousands or decimals"), widget=forms.RadioSelect)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    key = forms.CharField(label=_("Key in the API"), max_length=56)
    description_el = forms.CharField(
        label=_("Meaning, in Greek"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    description_en = forms.CharField(
        label=_("Meaning, in English"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    is_key = forms.BooleanField(label=_("Key of the row"), required=False)
    private = forms.BooleanField(label=pgettext_lazy("column", "Private"), required=False)

    def __init__(
        self,
        *args: Any,
        found: ColumnFinding,
        decided: ColumnDecision,
        is_key: bool,
        oddity: str = "",
        **kwargs: Any,
    ) -> None:
        self.found, self.decided = found, decided
        kwargs["initial"] = {
            "key": decided.key,
            "type": decided.type.value,
            "dates": decided.dates,
            "decimal": decided.decimal,
            "title_el": decided.titles.get("el", ""),
            "title_en": decided.titles.get("en", ""),
            "description_el": decided.descriptions.get("el", ""),
            "description_en": decided.descriptions.get("en", ""),
            "unit": decided.unit,
            "is_key": is_key,
            "private": decided.private,
        }
        super().__init__(*args, **kwargs)
        self._offer_orders()
        self._offer_marks()
        for name, field in self.fields.items():
            # Beside twenty columns' fields "Unit" alone says too little to who does not see the page.
            if name not in ("dates", "decimal"):  # groups, named by their legends
                field.widget.attrs["aria-label"] = f"{field.label}: {decided.key}"
            if name in ("title_el", "title_en"):
                field.widget.attrs["lang"] = name[-2:]
                if self._asks_for_words(name):
                    field.help_text = gettext("This is the file's own name for it. What do people call it?")
                elif self._asks_for_language(name):
                    field.help_text = (
                        gettext("This is not Greek yet. What is it called in Greek?")
                        if name == "title_el"
                        else gettext("This is Greek. What is it called in English?")
                    )
        self.fields["type"].help_text = oddity

    def _offer_orders(self) -> None:
        """Asked only where the values leave it open which number is the day."""
        field = self.fields["dates"]
        assert isinstance(field, forms.ChoiceField)
        if self.decided.type not in DAYS or not self.found.leaves_order_open:
            del self.fields["dates"]
            return
        field.choices = [(order, self._order_words(order)) for order in (DAY_FIRST, MONTH_FIRST)]

    def _order_words(self, order: str) -> str:
        """With one of the column's own values, where there is one that would be another day."""
        example = open_to_both(self.found)
        words = understood([example], replace(self.decided, dates=order))[0].text if example else ""
        if not words:
            return gettext("Day first") if order == DAY_FIRST else gettext("Month first")
        text = (
            gettext("Day first: %(written)s is %(meant)s")
            if order == DAY_FIRST
            else gettext("Month first: %(written)s is %(meant)s")
        )
        return text % {"written": example, "meant": words}

    def _offer_marks(self) -> None:
        """Asked only where the values leave it open what their one mark stands for."""
        field = self.fields["decimal"]
        assert isinstance(field, forms.ChoiceField)
        if self.decided.type not in NUMBERS or not self.found.leaves_decimals_open:
            del self.fields["decimal"]
            return
        example = of_both_readings(self.found)
        thousands_first = sorted(",.", key=lambda mark: mark in example)
        field.choices = [(mark, self._mark_words(example, mark)) for mark in thousands_first]

    def _mark_words(self, example: str, mark: str) -> str:
        """With one of the column's own values, where one can be read both ways."""
        as_number = replace(self.decided, type=FieldType.NUMBER, decimal=mark)
        words = understood([example], as_number)[0].text if example else ""
        if not words:
            return gettext("Decimal comma") if mark == "," else gettext("Decimal point")
        text = (
            gettext("Decimals: %(written)s is %(meant)s")
            if mark in example
            else gettext("Thousands: %(written)s is %(meant)s")
        )
        return text % {"written": example, "meant": words}

    def _asks_for_words(self, name: str) -> bool:
        """The label is the file's header still, and that is a program's key."""
        label = self._standing(name) or ""
        return not self._standing("private") and is_bare_key(label, self.found.source)

    def _asks_for_language(self, name: str) -> bool:
        """The label is the file's header still, in letters of the other language."""
        label = self._standing(name) or ""
        return not self._standing("private") and is_in_other_letters(label, self.found.source, name[-2:])

    def _standing(self, name: str) -> Any:
        # Asked before the fields are bound: these take over what their help is then.
        return self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)

    @property
    def asks_for_words(self) -> bool:
        """One of its labels does."""
        return any(self._asks_for_words(name) for name in ("title_el", "title_en"))

    @property
    def asks_for_language(self) -> bool:
        """One of its labels does."""
        return any(self._asks_for_language(name) for name in ("title_el", "title_en"))

    @property
    def examples(self) -> list[str]:
        """A few values."""
        return list(self.found.examples[:SHOWN_EXAMPLES])

    @property
    def hint(self) -> str:
        """Why the column was taken for a person's; empty otherwise."""
        return str(PERSONAL_HINTS.get(self.found.personal, ""))

    @property
    def filled(self) -> str:
        """How full it is, in words."""
        if not self.found.nulls:
            return gettext("a value in every row")
        if not self.found.distinct:
            return gettext("no value in any row")
        return ngettext(
            "%(count)s row without a value", "%(count)s rows without a value", self.found.nulls
        ) % {"count": number_format(self.found.nulls, use_l10n=True, force_grouping=True)}

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        try:
            check_field_names([key])
        except BadDefinition as problem:
            raise forms.ValidationError(
                gettext("A key has only the letters a-z, digits and _, and begins with a letter.")
            ) from problem
        return key

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("private") and not (cleaned.get("title_el") or cleaned.get("title_en")):
            self.add_error("title_el", gettext("Give the column a label in at least one language."))
        return cleaned

    def decision(self) -> ColumnDecision:
        """What the editor has decided; the column of the file stays the same."""
        given, decided = self.cleaned_data, self.decided
        order, mark = given.get("dates", decided.dates), given.get("decimal", decided.decimal)
        return ColumnDecision(
            source=self.decided.source,
            occurrence=self.decided.occurrence,
            key=given["key"],
            type=FieldType(given["type"]),
            titles=_texts(given, "title"),
            descriptions=_texts(given, "description"),
            unit=given["unit"],
            private=given["private"],
            decimal=mark,
            dates=order,
            # What was only left as it stood is no choice, unless it had been one before.
            chosen_dates=order if order != decided.dates else decided.chosen_dates,
            chosen_decimal=mark if mark != decided.decimal else decided.chosen_decimal,
        )


def _texts(given: dict[str, Any], name: str) -> dict[str, str]:
    return {code: given[f"{name}_{code}"] for code in ("el", "en") if given.get(f"{name}_{code}")}
