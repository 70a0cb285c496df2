"""Forms of the admin. Their `save` calls the room's verbs; nothing is written past those."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from maps.trees import actions
from maps.trees.actions.sites import check_position
from maps.trees.choices import RemovalReason
from maps.trees.errors import OutsideTheWorld
from maps.trees.imports.opening import max_bytes
from maps.trees.models import PlantingSite, Species, Tree

TREE_FACTS = (
    "species", "species_as_given", "girth_cm", "girth_precision", "height_m", "height_precision",
    "planted_on",
    "condition", "protected", "protection_notes",
)  # fmt: skip
SITE_FACTS = ("address", "english_address", "street", "house_number", "side", "surface", "note")

PLACE_FACTS = ("address", "english_address")


class PositionWidget(forms.MultiWidget):
    """Latitude and longitude to type, and a map beside them where there are scripts."""

    template_name = "trees/widgets/position.html"

    class Media:
        css = {"all": ["theme/vendor/leaflet.css", "trees/position.css"]}
        js = ["theme/vendor/leaflet.js", "theme/vendor/protomaps-leaflet.js", "trees/position.js"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"step": "any", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            {
                "latitude": forms.NumberInput({**number, "min": -90, "max": 90}),
                "longitude": forms.NumberInput({**number, "min": -180, "max": 180}),
            },
            attrs,
        )

    def decompress(self, value: Point | None) -> list[float | None]:
        return [round(value.y, 7), round(value.x, 7)] if value else [None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        latitude, longitude = context["widget"]["subwidgets"]
        latitude["label"], longitude["label"] = _("Latitude"), _("Longitude")
        town = connection.tenant  # type: ignore[attr-defined]  # set by the middleware
        context["widget"]["town"] = town
        context["widget"]["centre"] = getattr(town, "map_centre", None)
        return context


class PositionField(forms.MultiValueField):
    """A point in EPSG:4326."""

    widget = PositionWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Position"))
        kwargs.setdefault(
            "help_text",
            _("Click on the map or type the two numbers in degrees, such as 40.62345 and 25.11321."),
        )
        super().__init__((forms.FloatField(), forms.FloatField()), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[float]) -> Point | None:
        if not data_list or None in data_list:
            if any(value is not None for value in data_list):
                raise ValidationError(_("Give both numbers of the position."))
            return None
        latitude, longitude = data_list
        try:
            return check_position(Point(longitude, latitude, srid=4326))
        except OutsideTheWorld as refusal:
            raise ValidationError(str(refusal)) from refusal


class ThroughActions(WagtailAdminModelForm):
    """A model form whose values go to a verb of the room instead of straight into the table."""

    def facts(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The cleaned values of the fields that the form has."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def save(self, commit: bool = True) -> Any:
        raise NotImplementedError


class SpeciesForm(ThroughActions):
    """A species, new or changed."""

    def save(self, commit: bool = True) -> Species:
        facts = self.facts(tuple(self._meta.fields))
        if self.instance.pk:
            return actions.update_species(self.instance, by=self.for_user, **facts)
        return actions.add_species(by=self.for_user, **facts)


class SiteForm(ThroughActions):
    """A planting site, new, corrected or moved."""

    position = PositionField()

    def save(self, commit: bool = True) -> PlantingSite:
        facts = self.facts(SITE_FACTS)
        position = self.cleaned_data["position"]
        if not self.instance.pk:
            return actions.add_site(position, by=self.for_user, **facts)
        with transaction.atomic():
            actions.update_site(self.instance, by=self.for_user, **facts)
            return actions.move_site(self.instance, position, by=self.for_user)


class TreeForm(ThroughActions):
    """What is known of a standing tree."""

    def save(self, commit: bool = True) -> Tree:
        return actions.update_tree(self.instance, by=self.for_user, **self.facts(TREE_FACTS))


class PlantForm(ThroughActions):
    """A new tree: in the site that the address names, or in a new one at a position."""

    site = forms.ModelChoiceField(PlantingSite.objects.all(), required=False, widget=forms.HiddenInput)
    position = PositionField(required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    english_address = forms.CharField(label=_("Address in English"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.chosen_site:
            for name in ("position", *PLACE_FACTS):
                del self.fields[name]

    @property
    def chosen_site(self) -> str:
        """The number of the site that was chosen before the form was opened."""
        name = self.add_prefix("site")
        return str(self.data.get(name) or self.initial.get("site") or "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "position" in self.fields and not cleaned.get("position") and "position" not in self.errors:
            self.add_error("position", _("Say where the tree stands."))
        return cleaned

    def save(self, commit: bool = True) -> Tree:
        with transaction.atomic():
            site = self.cleaned_data.get("site") or actions.add_site(
                self.cleaned_data["position"], by=self.for_user, **self.facts(PLACE_FACTS)
            )
            return actions.plant_tree(site, by=self.for_user, **self.facts(TREE_FACTS))


class FellForm(forms.Form):
    """When a tree was felled, and why."""

    on = forms.DateField(
        label=_("Felled on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.ChoiceField(label=_("Why it was felled"), choices=[("", "–"), *RemovalReason.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ImportForm(forms.Form):
    """A file of trees to read."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, GeoJSON, GeoPackage or a zipped Shapefile, with the position of each tree."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        help_text=_(
            "Where the rows come from, such as “Contractor 2026”. The same source again corrects its rows."
        ),
    )
    crs = forms.CharField(
        label=_("Coordinate system"),
        max_length=40,
        required=False,
        help_text=_("Only where the file does not say it; Greek surveys mostly use EPSG:2100."),
    )
    units = forms.ChoiceField(
        label=_("Units"),
        choices=[
            ("auto", _("as the column names say")),
            ("metric", _("centimetres and metres")),
            ("us", _("inches and feet")),
        ],
        initial="auto",
    )
    dry_run = forms.BooleanField(label=_("Only try: read and report, write nothing"), required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > max_bytes():
            raise ValidationError(_("The file is too large."))
        return file
