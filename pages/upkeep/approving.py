"""The approval's name on the button that asks for it: kept in one language, shown in the editor's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem


def names_of_the_approval() -> set[str]:
    """As `name_the_approval` calls it in each language; one that a town has renamed keeps its name."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.add(_("Approval"))
    return names


class SubmitMenuItem(SubmitForModerationMenuItem):
    """*Submit to Approval*."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        label = str(context["label"])
        for name in names_of_the_approval():
            if label.endswith(f" {name}"):
                context["label"] = label.removesuffix(name) + _("Approval")
        return context


def in_the_editors_language(items: list[ActionMenuItem]) -> None:
    """Takes our item where Wagtail's stands."""
    for number, item in enumerate(items):
        if type(item) is SubmitForModerationMenuItem:
            items[number] = SubmitMenuItem(order=item.order)
