"""Editing what the catalogue says of a dataset."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from opendata.catalog.models import Dataset


class ComesWithRows(ModelPermissionPolicy):
    """Datasets come with their rows (a register, later an upload); here their words are changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and bool(super().user_has_permission(user, action))


class DatasetViewSet(ModelViewSet):
    """Words, terms and contact of datasets. The name stands in addresses and stays."""

    model = Dataset
    name = "datasets"
    menu_label = _("Datasets")
    menu_order = 320
    icon = "table"
    add_to_admin_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = [
        "__str__",
        "name",
        "licence",
        "update_frequency",
        BooleanColumn("published", label=_("Published"), sort_key="published"),
        "modified",
    ]
    list_filter = ["licence", "themes", "published"]
    panels = [
        FieldPanel("titles"),
        FieldPanel("descriptions"),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("themes"), FieldPanel("update_frequency")], heading=_("Terms")
        ),
        FieldPanel("contact"),
        FieldPanel("published"),
    ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See ComesWithRows."""
        return ComesWithRows(self.model)
