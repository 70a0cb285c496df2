"""The register in the menu of the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from maps.trees.office.imports import ImportAdmin
from maps.trees.office.sites import SiteAdmin, SpeciesAdmin
from maps.trees.office.trees import TreeAdmin


@modeladmin_register
class TreesGroup(ModelAdminGroup):
    """One entry of the menu with the register's lists below it."""

    menu_label = _("Trees")
    menu_icon = "snippet"
    menu_order = 300
    items = (TreeAdmin, SiteAdmin, SpeciesAdmin, ImportAdmin)
