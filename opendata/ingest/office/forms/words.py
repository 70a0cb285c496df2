"""What the catalogue will say of a new dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.texts import TextByLanguageFormField
from opendata.catalog.choices import UpdateFrequency
from opendata.catalog.models import Dataset, Licence, Theme
from opendata.ingest.actions.deciding import Words
from opendata.ingest.models import Upload
from opendata.ingest.naming import NAME, is_taken, namesakes_of


class WordsForm(forms.Form):
    """Title and licence are needed; all else makes the dataset easier to find and to trust."""

    use_required_attribute = False

    titles = TextByLanguageFormField(
        label=_("Title"), help_text=_("What it is, as a resident would say it: Bus stops.")
    )
    descriptions = TextByLanguageFormField(
        label=_("Description"),
        required=False,
        rows=3,
        help_text=_("What a row is, where the data comes from, what is left out."),
    )
    name = forms.CharField(
        label=_("Name in addresses"),
        max_length=50,
        help_text=_("Letters a-z, digits and -. It stands in every address of the dataset and stays."),
    )
    licence = forms.ModelChoiceField(label=_("Licence"), queryset=Licence.objects.none())
    update_frequency = forms.ChoiceField(label=_("How often it changes"), choices=UpdateFrequency.choices)
    contact = forms.ModelChoiceField(
        label=_("Contact"), queryset=Department.objects.none(), required=False, empty_label="—"
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keywords = TextByLanguageFormField(
        label=_("Keywords"), required=False, help_text=_("Separated by commas.")
    )

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        self.upload = upload
        kwargs["initial"] = {
            "titles": upload.titles,
            "descriptions": upload.descriptions,
            "name": upload.name,
            "licence": upload.licence_id,
            "update_frequency": upload.update_frequency,
            "contact": upload.contact_id,
            "themes": [theme.pk for theme in upload.themes.all()],
            "keywords": {code: ", ".join(words) for code, words in upload.keywords.items()},
        }
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("licence", Licence.objects.all()),
            ("contact", Department.objects.all()),
            ("themes", Theme.objects.all()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    @cached_property
    def namesakes(self) -> list[Dataset]:
        """Other datasets with this title: allowed, but the editor is to know."""
        given = self["titles"].value() or {}
        if isinstance(given, list):
            given = dict(zip(self.fields["titles"].widget.codes, given, strict=True))
        return namesakes_of(given)

    def has_other_namesakes_than(self, told: Sequence[str]) -> bool:
        """There are some that did not stand on the page when it was sent; `told` are the keys of those that did."""
        return any(str(dataset.pk) not in told for dataset in self.namesakes)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip().lower()
        if not NAME.match(name):
            raise forms.ValidationError(
                gettext("The name has only the letters a-z, digits and -, and begins with a letter.")
            )
        if is_taken(name, by_upload=self.upload.pk):
            raise forms.ValidationError(gettext("Another dataset has this name."))
        return name

    def words(self) -> Words:
        """For the verb."""
        given = self.cleaned_data
        return Words(
            name=given["name"],
            titles=given["titles"],
            descriptions=given["descriptions"],
            keywords={code: split(text) for code, text in given["keywords"].items() if split(text)},
            licence=given["licence"],
            themes=list(given["themes"]),
            update_frequency=given["update_frequency"],
            contact=given["contact"],
        )


def split(text: str) -> list[str]:
    """Words between commas, each once."""
    return list(dict.fromkeys(word.strip() for word in re.split(r"[,;\n]", text) if word.strip()))
