"""A file to bring in, and an address to fetch from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opendata.catalog.models import Dataset
from opendata.ingest.models import Harvest
from opendata.tables.registry import collections

ENDINGS = ".csv,.tsv,.txt,.xlsx,.ods,.geojson,.json,.geojsonl,.gpkg,.zip,.kml,.fgb,.parquet"


class UploadForm(forms.Form):
    """One file. What is wrong with it is told after it was read, not guessed from its name."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        max_length=1000,
        widget=forms.FileInput({"accept": ENDINGS}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty."),
        },
    )


class HarvestForm(forms.Form):
    """An address, how often, and for which dataset."""

    use_required_attribute = False

    dataset = forms.ModelChoiceField(
        label=_("Dataset"),
        queryset=Dataset.objects.none(),
        help_text=_("Publish its first state from a file; what is decided there holds for what is fetched."),
    )
    source = forms.URLField(
        label=_("Address"),
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput({"inputmode": "url"}),
        help_text=_("Of a CSV or GeoJSON file, or of the items of an OGC API, beginning with https://."),
    )
    every_hours = forms.IntegerField(
        label=_("Every so many hours"), min_value=1, max_value=24 * 366, initial=24
    )
    active = forms.BooleanField(label=_("Fetch it"), required=False, initial=True)

    def __init__(self, *args: Any, harvest: Harvest | None = None, **kwargs: Any) -> None:
        if harvest is not None:
            names = ("dataset", "source", "every_hours", "active")
            kwargs["initial"] = {name: getattr(harvest, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["dataset"]
        assert isinstance(field, forms.ModelChoiceField)
        free = Dataset.objects.exclude(name__in=collections.names()).filter(collection__isnull=False)
        others = Harvest.objects.exclude(pk=harvest.pk) if harvest else Harvest.objects.all()
        field.queryset = free.exclude(pk__in=others.values("dataset"))
