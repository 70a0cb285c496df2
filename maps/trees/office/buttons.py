"""Buttons of the lists beside inspect and edit."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail_modeladmin.helpers import ButtonHelper

from maps.trees import rules


class TreeButtons(ButtonHelper):
    """Fell a standing tree; plant again where one was felled."""

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        buttons: list[dict[str, Any]] = super().get_buttons_for_obj(obj, *args, **kwargs)
        classes = kwargs.get("classnames_add") or []
        user = self.request.user
        if self.permission_helper.user_can_fell_obj(user, obj):
            buttons.append(
                self._button(
                    self.url_helper.get_action_url("fell", quote(obj.pk)),
                    _("Fell"),
                    [*classes, "no"],
                )
            )
        elif not obj.stands and rules.may_replant(user, obj.site):
            buttons.append(plant_button(self, self.url_helper.create_url, obj.site_id, classes))
        return buttons

    def _button(self, url: str, label: str, classes: list[str]) -> dict[str, Any]:
        return {"url": url, "label": label, "title": label, "classname": self.finalise_classname(classes)}


class SiteButtons(ButtonHelper):
    """Plant in a vacant site."""

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        buttons: list[dict[str, Any]] = super().get_buttons_for_obj(obj, *args, **kwargs)
        if rules.may_replant(self.request.user, obj):
            create = reverse("maps_trees_tree_modeladmin_create")
            buttons.append(plant_button(self, create, obj.pk, kwargs.get("classnames_add") or []))
        return buttons


def plant_button(buttons: Any, create_url: str, site: int, classes: list[str]) -> dict[str, Any]:
    """Leads to the form of a new tree in that site."""
    label = _("Plant a tree here")
    return {
        "url": f"{create_url}?site={site}",
        "label": label,
        "title": label,
        "classname": buttons.finalise_classname([*classes, "button-secondary"]),
    }
