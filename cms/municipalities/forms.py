"""Settings -> Municipality in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.municipalities.basemap import archive_address, archive_name, check_archive
from cms.municipalities.boundary import read_boundary
from cms.municipalities.choices import BasemapKind
from cms.municipalities.crest import redraw_crest
from cms.municipalities.models import Municipality

COLOURS = ("brand", "brand_deep", "brand_soft", "accent")


class CrestInput(forms.ClearableFileInput):
    """Shows the present crest and offers to take it away."""

    template_name = "municipalities/crest_input.html"


class MunicipalitySettingsForm(WagtailAdminModelForm):
    """Everything that an administrator may change; each error stands by its field."""

    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pages in a language that is taken away are not found any more; they are not deleted."),
    )
    boundary_file = forms.FileField(
        label=_("boundary"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=_(
            "A GeoJSON file takes the place of the present boundary. Leave it empty to keep the present one."
        ),
    )
    basemap_file = forms.FileField(
        label=_("a file with the ground"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pmtiles"}),
        help_text=_(
            "A PMTiles file with vector tiles or pictures is kept here and becomes the ground of maps. "
            "Or give the address of tiles on another host below."
        ),
    )
    latitude = forms.FloatField(
        label=_("centre of maps: latitude"), required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(
        label=_("centre of maps: longitude"), required=False, min_value=-180, max_value=180
    )

    field_order = (
        "names", "taglines", "crest", *COLOURS, "languages", "addresses", "opening_hours", "phone", "email",
        "boundary_file", "latitude", "longitude", "map_zoom",
        "basemap_kind", "basemap_file", "basemap_url", "basemap_attribution",
    )  # fmt: skip

    class Meta:
        model = Municipality
        fields = (
            "names", "taglines", "crest", *COLOURS, "languages",
            "addresses", "opening_hours", "phone", "email",
            "map_zoom", "basemap_kind", "basemap_url", "basemap_attribution",
        )  # fmt: skip
        widgets = {
            **{colour: forms.TextInput(attrs={"type": "color"}) for colour in COLOURS},
            "crest": CrestInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)
        if centre := self.instance.map_centre:
            self.fields["longitude"].initial, self.fields["latitude"].initial = (
                round(centre.x, 6),
                round(centre.y, 6),
            )

    def clean_crest(self) -> Any:
        given = self.cleaned_data["crest"]
        if given and "crest" in self.files:
            return redraw_crest(given, given.size)
        return given

    def clean_boundary_file(self) -> Any:
        given = self.cleaned_data["boundary_file"]
        return read_boundary(given.read()) if given else None

    def clean_basemap_file(self) -> Any:
        given = self.cleaned_data["basemap_file"]
        if given:
            check_archive(given)
        return given

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if given := cleaned.get("basemap_file"):
            cleaned["basemap_kind"] = BasemapKind.PMTILES
            cleaned["basemap_url"] = archive_address(archive_name(given))
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            missing = "latitude" if cleaned.get("latitude") is None else "longitude"
            if missing not in self.errors:
                self.add_error(missing, ValidationError(_("A centre needs both numbers."), code="pair"))
        self._check_basemap(cleaned)
        return cleaned

    def _check_basemap(self, cleaned: dict[str, Any]) -> None:
        address, kind = cleaned.get("basemap_url") or "", cleaned.get("basemap_kind")
        if not address or kind not in {BasemapKind.XYZ, BasemapKind.PMTILES}:
            return
        if not address.startswith(("https://", "/")) or address.startswith("//"):
            self.add_error(
                "basemap_url",
                ValidationError(_("The address must start with https:// or with a /."), code="scheme"),
            )
        elif kind == BasemapKind.XYZ and not all(part in address for part in ("{z}", "{x}", "{y}")):
            self.add_error(
                "basemap_url", ValidationError(_("The address must contain {z}, {x} and {y}."), code="tiles")
            )
        elif not cleaned.get("basemap_attribution"):
            self.add_error(
                "basemap_attribution",
                ValidationError(
                    _("Say who made the ground, for instance “© OpenStreetMap contributors”."), code="credit"
                ),
            )

    def _post_clean(self) -> None:
        super()._post_clean()
        cleaned = self.cleaned_data
        if boundary := cleaned.get("boundary_file"):
            self.instance.boundary = boundary
        if cleaned.get("longitude") is not None and cleaned.get("latitude") is not None:
            self.instance.map_centre = Point(cleaned["longitude"], cleaned["latitude"], srid=4326)
        elif self.instance.boundary is not None:
            self.instance.map_centre = self.instance.boundary.point_on_surface
        if isinstance(cleaned.get("crest"), ContentFile):
            self.instance.crest = cleaned["crest"]
