"""A form with every kind of question."""

from __future__ import annotations

from typing import Any

from django import forms

from cms.theme.forms import DayMonthYearInput, FilterForm, PortalForm


def sample_form(words: dict[str, Any], *, with_errors: bool) -> PortalForm:
    """One question of each kind; with errors it is bound to answers that are all a little wrong."""
    choices = list(enumerate(words["choices"]))

    class SampleForm(PortalForm):
        name = forms.CharField(label=words["name"][0], help_text=words["name"][1])
        email = forms.EmailField(label=words["email"][0], required=False)
        born = forms.DateField(label=words["born"][0], help_text=words["born"][1], widget=DayMonthYearInput)
        district = forms.ChoiceField(label=words["district"][0], choices=[("", "—"), *choices])
        how = forms.ChoiceField(label=words["how"][0], choices=choices, widget=forms.RadioSelect)
        which = forms.MultipleChoiceField(
            label=words["which"][0],
            help_text=words["which"][1],
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
        story = forms.CharField(
            label=words["story"][0], max_length=200, widget=forms.Textarea(attrs={"rows": 4})
        )
        proof = forms.FileField(label=words["proof"][0], help_text=words["proof"][1], required=False)
        agree = forms.BooleanField(label=words["agree"][0])

    if not with_errors:
        return SampleForm(prefix="clean")
    return SampleForm(
        {"email": "someone@", "born_day": "31", "born_month": "2", "born_year": "1990", "story": "…" * 204}
    )


def sample_filters(words: dict[str, Any], data: Any) -> FilterForm:
    """The filters beside a list."""

    class SampleFilters(FilterForm):
        q = forms.CharField(label=words["q"], required=False)
        district = forms.ChoiceField(
            label=words["district"],
            required=False,
            choices=[("", words["any"]), *enumerate(words["districts"])],
        )
        state = forms.MultipleChoiceField(
            label=words["state"],
            required=False,
            choices=list(enumerate(words["states"])),
            widget=forms.CheckboxSelectMultiple,
        )

    return SampleFilters(data)
