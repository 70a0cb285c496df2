"""Rows that staff keep beside the pages: edited as snippets, each change one line of the log."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

# The menu "Town hall" of the admin: rooms add their entries under this hook.
TOWN_HALL_MENU = "register_town_hall_menu_item"


class _Noted:
    """Knows the viewset, which knows the room's actions."""

    viewset: Any = None


class NotedCreateView(_Noted, snippets.CreateView):
    """Saves a new row and notes it."""

    @transaction.atomic
    def save_instance(self) -> Any:
        made = super().save_instance()
        self.viewset.note(made, "created", by=self.request.user)
        return made


class NotedEditView(_Noted, snippets.EditView):
    """Saves a row and notes it."""

    @transaction.atomic
    def save_instance(self) -> Any:
        changed = super().save_instance()
        self.viewset.note(changed, "changed", by=self.request.user)
        return changed


class NotedDeleteView(_Noted, snippets.DeleteView):
    """Takes a row away."""

    def delete_action(self) -> None:
        self.viewset.remove(self.object, by=self.request.user)


class NotedViewSet(SnippetViewSet):
    """A room's viewset says which actions follow a form."""

    menu_hook = TOWN_HALL_MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    delete_view_class = NotedDeleteView

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        """After a form has saved the row, in the same transaction."""
        raise NotImplementedError

    def remove(self, instance: Any, *, by: Any) -> None:
        """Takes the row away."""
        raise NotImplementedError

    def get_add_view_kwargs(self) -> dict[str, Any]:
        return {**super().get_add_view_kwargs(), "viewset": self}

    def get_edit_view_kwargs(self) -> dict[str, Any]:
        return {**super().get_edit_view_kwargs(), "viewset": self}

    def get_delete_view_kwargs(self) -> dict[str, Any]:
        return {**super().get_delete_view_kwargs(), "viewset": self}
