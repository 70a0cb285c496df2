"""Editing what the catalogue says of a dataset."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from opendata.catalog.actions import change_dataset
from opendata.catalog.listing import DatasetIndexView
from opendata.catalog.models import Dataset
from opendata.catalog.registry import list_columns

# The menu "Data" of the admin: rooms add their entries under this hook.
DATA_MENU = "register_data_menu_item"


class ComesWithRows(ModelPermissionPolicy):
    """Datasets come with their rows (a register, or an upload); here their words are changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and bool(super().user_has_permission(user, action))


class AdvicePanel(Panel):
    """What other rooms say of the dataset (opendata.catalog.registry.staff_panels), above its form."""

    class BoundPanel(Panel.BoundPanel):
        """Shown by a template with the dataset at hand."""

        template_name = "catalog/advice.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["dataset"] = self.instance
            context["request"] = self.request
            return context


class DatasetEditView(generic.EditView):
    """Saves through the verb, so that a withdrawal is told."""

    def save_instance(self) -> Dataset:
        dataset: Dataset = self.form.save(commit=False)
        with transaction.atomic():
            change_dataset(dataset, by=self.request.user, changed=self.form.changed_data)
            self.form.save_m2m()
        return dataset


class DatasetViewSet(ModelViewSet):
    """Words, terms and contact of datasets. The name stands in addresses and stays."""

    model = Dataset
    name = "datasets"
    menu_label = _("Datasets")
    menu_order = 10
    menu_hook = DATA_MENU
    icon = "table"
    add_to_admin_menu = True
    index_view_class = DatasetIndexView
    edit_view_class = DatasetEditView
    inspect_view_enabled = False
    copy_view_enabled = False
    list_filter = ["licence", "themes", "published"]
    search_fields = ["name", "titles"]
    panels = [
        AdvicePanel(),
        FieldPanel("titles"),
        FieldPanel("descriptions"),
        FieldPanel("keywords"),
        MultiFieldPanel(
            [
                FieldPanel("licence"),
                FieldPanel("credit"),
                FieldPanel("access_rights"),
                FieldPanel("themes"),
                FieldPanel("high_value"),
            ],
            heading=_("Terms and subjects"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("covers_from"), FieldPanel("covers_until")]),
                FieldPanel("place_uri"),
                FieldPanel("update_frequency"),
                FieldPanel("languages"),
            ],
            heading=_("What the data tell of"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("provenance"),
                FieldPanel("documentation_url"),
                FieldPanel("version"),
                FieldPanel("version_notes"),
            ],
            heading=_("Where the data come from"),
            classname="collapsed",
        ),
        FieldPanel("contact"),
        FieldPanel("published"),
    ]

    @property
    def list_display(self) -> list[Any]:
        """The catalogue's own columns, and other rooms'; what the filters tell apart leaves its room to the title."""
        return [
            "__str__",
            "name",
            *(make() for make in list_columns),
            BooleanColumn("published", label=capfirst(_("open to everybody"))),
            DateColumn("modified", label=capfirst(_("entry changed"))),
        ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See ComesWithRows."""
        return ComesWithRows(self.model)
