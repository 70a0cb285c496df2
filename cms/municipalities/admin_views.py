"""Settings -> Municipality."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.municipalities.actions import change_settings
from cms.municipalities.forms import MunicipalitySettingsForm
from cms.municipalities.models import Municipality
from cms.municipalities.rules import may_change_settings

# Fields of the form by the field of the municipality that they become.
BECOMES = {
    "boundary_file": "boundary",
    "basemap_file": "basemap_url",
    "latitude": "map_centre",
    "longitude": "map_centre",
}


class MunicipalitySettingsView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic only in its stubs
    """One form for the municipality whose host is asked."""

    form_class = MunicipalitySettingsForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Municipality")
    header_icon = "home"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_settings(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        # Not `request.tenant`: that one is remembered in the cache and leaves the boundary out.
        town = Municipality.objects.get(pk=self.request.tenant.pk)  # type: ignore[attr-defined]  # set by the middleware
        return {**super().get_form_kwargs(), "instance": town, "for_user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            action_url=self.request.path,
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            media=context["form"].media,
        )
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: MunicipalitySettingsForm) -> HttpResponse:
        changed = list(dict.fromkeys(BECOMES.get(name, name) for name in form.changed_data))
        change_settings(
            form.instance,
            by=self.request.user,
            changed=changed,
            basemap_file=form.cleaned_data.get("basemap_file"),
        )
        messages.success(self.request, _("Saved. The portal shows it at once."))
        return redirect(reverse("municipality_settings"))

    def form_invalid(self, form: MunicipalitySettingsForm) -> HttpResponse:
        messages.error(self.request, _("Nothing is saved yet: please look at the fields that are marked."))
        return super().form_invalid(form)
