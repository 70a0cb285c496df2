"""The two choices above the list of news. A value that is none of them filters nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.theme.forms import PortalForm


class NewsFilters(PortalForm):
    """Topic and year, sent as an address that can be kept."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query: QueryDict, *, topics: Iterable[Any], years: Iterable[int]) -> None:
        super().__init__({name: query[name] for name in ("topic", "year") if query.get(name)} or None)
        fields: Any = self.fields
        fields["topic"].choices = [("", _("All topics")), *((one.code, str(one)) for one in topics)]
        fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for and is one of the choices."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, articles: Any) -> Any:
        """The articles that fit."""
        chosen = self.chosen
        if "topic" in chosen:
            articles = articles.about(chosen["topic"])
        if "year" in chosen:
            articles = articles.of_year(int(chosen["year"]))
        return articles
