"""Trees in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from maps.trees.forms import PlantForm, TreeForm
from maps.trees.models import Tree
from maps.trees.office import views
from maps.trees.office.buttons import TreeButtons
from maps.trees.office.lists import DistrictFilter, RegisterAdmin, StandsFilter
from maps.trees.office.rights import TreeRights

TREE_PANELS = [
    FieldPanel("species"),
    FieldPanel("species_as_given"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("girth_cm"), FieldPanel("girth_precision")]),
            FieldRowPanel([FieldPanel("height_m"), FieldPanel("height_precision")]),
        ],
        heading=_("Size"),
    ),
    FieldRowPanel([FieldPanel("planted_on"), FieldPanel("condition")]),
    MultiFieldPanel([FieldPanel("protected"), FieldPanel("protection_notes")], heading=_("Protection")),
]


class PlantView(views.PlantView):
    """The form of a new tree asks for its place as well."""

    def get_edit_handler(self) -> Any:
        place = [
            FieldPanel("position"),
            FieldRowPanel([FieldPanel("address"), FieldPanel("english_address")]),
        ]
        if self.chosen_site is not None:
            place = [FieldPanel("site", classname="w-hidden")]
        return ObjectList([*place, *TREE_PANELS], base_form_class=PlantForm).bind_to_model(Tree)


class TreeAdmin(RegisterAdmin):
    """Trees, standing and felled."""

    model = Tree
    menu_label = _("Trees")
    menu_icon = "snippet"
    list_display = ("kind", "place", "district", "girth", "height", "planted", "condition", "felled")
    list_filter = (StandsFilter, DistrictFilter, "condition", "protected")
    list_export = (
        "pk", "botanical", "kind", "place", "district", "latitude", "longitude", "girth_cm",
        "girth_precision",
        "diameter_cm", "diameter_class", "height_m", "height_precision", "height_class", "planted_on",
        "condition",
        "is_protected", "removed_on", "removal_reason", "source", "source_ref",
    )  # fmt: skip
    export_filename = "trees"
    inspect_view_fields = (
        "species", "species_as_given", "girth_cm", "girth_precision", "diameter_cm", "diameter_class",
        "height_m",
        "height_precision", "height_class", "planted_on", "condition", "protected", "protection_note",
        "removed_on",
        "removal_reason", "source", "source_ref", "changed_at",
    )  # fmt: skip
    inspect_template_name = "trees/office/inspect.html"
    permission_helper_class = TreeRights
    button_helper_class = TreeButtons
    create_view_class = PlantView
    inspect_view_class = views.RegisterInspectView
    extra_actions = {"fell": views.FellView}
    edit_handler = ObjectList(TREE_PANELS, base_form_class=TreeForm)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).with_place()

    @staticmethod
    def felled_message(tree: Tree) -> str:
        """What is said after a felling was recorded."""
        return gettext("The felling of “%(tree)s” is recorded. Its place is vacant.") % {"tree": tree}

    def kind(self, tree: Tree) -> str:
        """The species."""
        return tree.species_name

    def botanical(self, tree: Tree) -> str:
        """The botanical name."""
        return tree.species.botanical if tree.species else ""

    def place(self, tree: Tree) -> str:
        """The address."""
        return tree.site.place_name

    def district(self, tree: Tree) -> str:
        """The district."""
        return str(tree.site.district or "")

    def girth(self, tree: Tree) -> str:
        """The girth with its unit."""
        return tree.girth_in_words

    def height(self, tree: Tree) -> str:
        """The height with its unit."""
        return tree.height_in_words

    def planted(self, tree: Tree) -> str:
        """The day of planting in figures: the list has many columns."""
        return date_format(tree.planted_on, "SHORT_DATE_FORMAT") if tree.planted_on else ""

    def felled(self, tree: Tree) -> str:
        """The day of felling in figures."""
        return date_format(tree.removed_on, "SHORT_DATE_FORMAT") if tree.removed_on else ""

    def is_protected(self, tree: Tree) -> str:
        """In a word, since an export writes a dash for false."""
        return gettext("yes") if tree.protected else gettext("no")

    def latitude(self, tree: Tree) -> float:
        """In degrees."""
        return float(tree.site.position.y)

    def longitude(self, tree: Tree) -> float:
        """In degrees."""
        return float(tree.site.position.x)

    kind.short_description = _("species")  # type: ignore[attr-defined]  # read by the admin's list
    kind.admin_order_field = "species__botanical"  # type: ignore[attr-defined]  # read by the admin's list
    botanical.short_description = _("botanical name")  # type: ignore[attr-defined]  # read by the admin's list
    place.short_description = _("address")  # type: ignore[attr-defined]  # read by the admin's list
    place.admin_order_field = "site__address"  # type: ignore[attr-defined]  # read by the admin's list
    district.short_description = _("district")  # type: ignore[attr-defined]  # read by the admin's list
    girth.short_description = _("girth")  # type: ignore[attr-defined]  # read by the admin's list
    girth.admin_order_field = "girth_cm"  # type: ignore[attr-defined]  # read by the admin's list
    height.short_description = _("height")  # type: ignore[attr-defined]  # read by the admin's list
    height.admin_order_field = "height_m"  # type: ignore[attr-defined]  # read by the admin's list
    planted.short_description = _("planted on")  # type: ignore[attr-defined]  # the admin reads it off the method
    planted.admin_order_field = "planted_on"  # type: ignore[attr-defined]  # the admin reads it off the method
    felled.short_description = _("felled on")  # type: ignore[attr-defined]  # the admin reads it off the method
    felled.admin_order_field = "removed_on"  # type: ignore[attr-defined]  # the admin reads it off the method
    is_protected.short_description = _("protected")  # type: ignore[attr-defined]  # read by the admin's list
    latitude.short_description = _("latitude")  # type: ignore[attr-defined]  # read by the admin's list
    longitude.short_description = _("longitude")  # type: ignore[attr-defined]  # read by the admin's list
