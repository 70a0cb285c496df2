"""What the lists of the admin have in common: search, filters, views."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin

from maps.places.models import District
from maps.trees.office import views


class FoldedSearch(BaseSearchHandler):
    """Search that does not care for accents, case and the final sigma."""

    def search_queryset(self, queryset: Any, search_term: str, **_kwargs: Any) -> Any:
        return queryset.matching(search_term) if search_term else queryset


class StandsFilter(SimpleListFilter):
    """Standing or felled."""

    title = _("stands or felled")
    parameter_name = "stands"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", pgettext_lazy("tree", "standing")), ("no", _("felled"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = {"yes": queryset.standing, "no": queryset.felled}.get(str(self.value() or ""))
        return wanted() if wanted else queryset


class VacantFilter(SimpleListFilter):
    """With or without a tree."""

    title = _("with or without a tree")
    parameter_name = "vacant"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("vacant")), ("no", _("with a tree"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = {"yes": queryset.vacant, "no": queryset.occupied}.get(str(self.value() or ""))
        return wanted() if wanted else queryset


class DistrictFilter(SimpleListFilter):
    """By district."""

    title = _("district")
    parameter_name = "in"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [(district.code, district.name) for district in District.objects.defer("area")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.in_district(self.value()) if self.value() else queryset


class RegisterAdmin(ModelAdmin):
    """What the lists have in common. The log of deeds replaces Wagtail's own history."""

    list_per_page = 50
    inspect_view_enabled = True
    history_view_enabled = False
    search_fields = ("folded",)
    search_handler_class = FoldedSearch
    index_view_class = views.ListView
    create_view_class = views.AddView
    edit_view_class = views.ChangeView
    delete_view_class = views.RemoveView
    inspect_view_class = views.InWordsView
    index_view_extra_css: ClassVar[list[str]] = ["trees/office.css"]
    form_view_extra_css: ClassVar[list[str]] = ["trees/office.css"]
    inspect_view_extra_css: ClassVar[list[str]] = ["trees/office.css"]
    extra_actions: dict[str, Any] = {}

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        urls: tuple[Any, ...] = super().get_admin_urls_for_registration()
        return urls + tuple(
            re_path(
                self.url_helper.get_action_url_pattern(name),
                self._extra_view(view_class),
                name=self.url_helper.get_action_url_name(name),
            )
            for name, view_class in self.extra_actions.items()
        )

    def _extra_view(self, view_class: Any) -> Any:
        def view(request: HttpRequest, instance_pk: str) -> HttpResponse:
            return view_class.as_view(model_admin=self, instance_pk=instance_pk)(request)  # type: ignore[no-any-return]  # the library has no types

        return view
