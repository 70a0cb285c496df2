"""The list of datasets in the admin. Rooms above add buttons to it by Wagtail's own hooks."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views.generic import IndexView

# Each hook's function takes the user (and, for a row, the dataset first) and returns buttons.
HEADER_BUTTONS = "register_dataset_header_buttons"
ROW_BUTTONS = "register_dataset_listing_buttons"


class DatasetIndexView(IndexView):
    """Datasets, with what can be done with each."""

    def search_queryset(self, queryset: Any) -> Any:
        """People type without accents."""
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: Any) -> Any:
        """By what stands in the first column, unless somebody asks for another."""
        return super().order_queryset(queryset) if self.request.GET.get("ordering") else queryset.by_title()

    @cached_property
    def header_buttons(self) -> list[Any]:
        added = [button for hook in hooks.get_hooks(HEADER_BUTTONS) for button in hook(self.request.user)]
        return [*super().header_buttons, *added]

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        added = [
            button for hook in hooks.get_hooks(ROW_BUTTONS) for button in hook(instance, self.request.user)
        ]
        return [*super().get_list_more_buttons(instance), *added]
