"""Planting sites and species in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from maps.trees import actions
from maps.trees.forms import SiteForm, SpeciesForm
from maps.trees.models import PlantingSite, Species
from maps.trees.office import views
from maps.trees.office.buttons import SiteButtons
from maps.trees.office.lists import DistrictFilter, RegisterAdmin, VacantFilter
from maps.trees.office.rights import SiteRights, SpeciesRights


class SiteAdmin(RegisterAdmin):
    """Planting sites with what stands in them."""

    model = PlantingSite
    menu_label = _("Planting sites")
    menu_icon = "site"
    list_display = ("place", "district_name", "standing", "surface", "side")
    list_filter = (VacantFilter, DistrictFilter, "surface")
    list_export = (
        "pk", "place", "district_name", "latitude", "longitude", "standing", "surface", "side", "note",
        "source",
        "source_ref",
    )  # fmt: skip
    export_filename = "planting-sites"
    inspect_view_fields = (
        "address", "english_address", "street", "house_number", "district", "coordinates", "side", "surface",
        "note", "source", "source_ref", "changed_at",
    )  # fmt: skip
    inspect_template_name = "trees/office/inspect.html"
    permission_helper_class = SiteRights
    button_helper_class = SiteButtons
    inspect_view_class = views.RegisterInspectView
    edit_handler = ObjectList(
        [
            FieldPanel("position"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("address"), FieldPanel("english_address")]),
                    FieldRowPanel([FieldPanel("street"), FieldPanel("house_number")]),
                ],
                heading=_("Address"),
            ),
            FieldRowPanel([FieldPanel("side"), FieldPanel("surface")]),
            FieldPanel("note"),
        ],
        base_form_class=SiteForm,
    )

    def get_queryset(self, request: Any) -> Any:
        sites = super().get_queryset(request).with_history()
        return sites.select_related("district", "street").defer("district__area", "street__line")

    @staticmethod
    def remove(site: PlantingSite, *, by: Any) -> None:
        """The verb behind "delete"."""
        actions.remove_site(site, by=by)

    def place(self, site: PlantingSite) -> str:
        """The address."""
        return str(site)

    def district_name(self, site: PlantingSite) -> str:
        """The district."""
        return str(site.district or "")

    def standing(self, site: PlantingSite) -> str:
        """What stands there, from the fetched history."""
        history = getattr(site, "history", [])
        return history[0].species_name if history and history[0].stands else gettext("vacant")

    def latitude(self, site: PlantingSite) -> float:
        """In degrees."""
        return float(site.position.y)

    def longitude(self, site: PlantingSite) -> float:
        """In degrees."""
        return float(site.position.x)

    place.short_description = _("address")  # type: ignore[attr-defined]  # read by the admin's list
    place.admin_order_field = "address"  # type: ignore[attr-defined]  # read by the admin's list
    district_name.short_description = _("district")  # type: ignore[attr-defined]  # read by the admin's list
    standing.short_description = _("tree")  # type: ignore[attr-defined]  # read by the admin's list
    latitude.short_description = _("latitude")  # type: ignore[attr-defined]  # read by the admin's list
    longitude.short_description = _("longitude")  # type: ignore[attr-defined]  # read by the admin's list


class SpeciesAdmin(RegisterAdmin):
    """The list of species."""

    model = Species
    menu_label = _("Species")
    menu_icon = "list-ul"
    list_display = ("botanical", "name_el", "name_en", "family", "standing_count")
    list_filter = ("evergreen", "native", "allergenic")
    list_export = (
        "botanical", "name_el", "name_en", "family", "evergreen", "native", "allergenic", "mature_height_m",
        "mature_girth_cm", "standing_count",
    )  # fmt: skip
    export_filename = "species"
    ordering = ("botanical",)
    inspect_view_fields = (
        "botanical", "name_el", "name_en", "family", "evergreen", "native", "allergenic", "mature_height_m",
        "mature_girth_cm", "note",
    )  # fmt: skip
    permission_helper_class = SpeciesRights
    edit_handler = ObjectList(
        [
            FieldPanel("botanical"),
            FieldRowPanel([FieldPanel("name_el"), FieldPanel("name_en")]),
            FieldPanel("family"),
            FieldRowPanel([FieldPanel("evergreen"), FieldPanel("native"), FieldPanel("allergenic")]),
            FieldRowPanel([FieldPanel("mature_height_m"), FieldPanel("mature_girth_cm")]),
            FieldPanel("notes"),
        ],
        base_form_class=SpeciesForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).with_standing_counts().order_by("botanical")

    @staticmethod
    def remove(species: Species, *, by: Any) -> None:
        """The verb behind "delete"."""
        actions.remove_species(species, by=by)

    def standing_count(self, species: Any) -> int:
        """How many trees of it stand."""
        return int(species.standing_count)

    standing_count.short_description = _("standing trees")  # type: ignore[attr-defined]  # read by the admin's list
