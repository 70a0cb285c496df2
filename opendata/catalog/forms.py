"""The filters of the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import fold
from cms.theme.forms import FilterForm
from opendata.catalog.models import Theme


class CatalogueFilters(FilterForm):
    """A word and a subject. A subject that nobody knows is an error by its field."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Subject"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only subjects that some dataset has: an empty answer helps nobody.
        used = Theme.objects.filter(datasets__published=True).distinct()
        choices = sorted(((theme.code, theme.title) for theme in used), key=lambda choice: fold(choice[1]))
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All subjects")), *choices]
