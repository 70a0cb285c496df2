"""Editing menus and footers in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from pages.navigation.models import Navigation


class OneALanguage(ModelPermissionPolicy):
    """Sets come with the municipality's languages: they are changed, never added or removed by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and bool(super().user_has_permission(user, action))


class NavigationViewSet(ModelViewSet):
    """Settings → Menus and footers."""

    model = Navigation
    name = "navigation"
    menu_label = _("Menus and footers")
    icon = "list-ul"
    add_to_settings_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["__str__", "changed_at"]
    form_fields = ["main_menu", "footer_columns", "footer_note"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See OneALanguage."""
        return OneALanguage(self.model)
