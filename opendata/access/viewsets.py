"""Data -> Keys in the admin: who may ask for more."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from opendata.access.actions import change_key, make_key, revoke_key
from opendata.access.models import ApiKey
from opendata.access.rules import may_revoke_key
from opendata.catalog.viewsets import DATA_MENU


class KeptForEver(ModelPermissionPolicy):
    """A key is taken back, never deleted: who held it stays known."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class KeyCreateView(generic.CreateView):
    """Makes a key and shows its text, this once."""

    def save_instance(self) -> ApiKey:
        key, self.text = make_key(by=self.request.user, **self.form.cleaned_data)
        return key

    def get_success_url(self) -> str:
        return str(reverse(self.index_url_name))

    def save_action(self) -> HttpResponse:
        context = {"key": self.object, "text": self.text, "index_url": self.get_success_url()}
        response = render(self.request, "access/new_key.html", context)
        response["Cache-Control"] = "no-store"
        return response


class KeyEditView(generic.EditView):
    """Changes what a key opens; the key itself stays."""

    def save_instance(self) -> ApiKey:
        key: ApiKey = self.form.save(commit=False)
        change_key(key, by=self.request.user, changed=self.form.changed_data)
        return key

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["revoke_url"] = reverse("api_key_revoke", args=[self.object.pk])
        return context


class KeyViewSet(ModelViewSet):
    """Keys, with the beginning that tells them apart."""

    model = ApiKey
    name = "api_keys"
    menu_label = gettext_lazy("Keys to the API")
    menu_name = "api-keys"
    menu_order = 90
    menu_hook = DATA_MENU
    icon = "key"
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = KeyCreateView
    edit_view_class = KeyEditView
    edit_template_name = "access/edit_key.html"
    form_fields = ["holder", "email", "purpose", "units", "ends_on"]
    search_fields = ["holder", "email", "prefix"]
    list_display = [
        "holder",
        Column("prefix", label=gettext_lazy("begins with")),
        "email",
        Column("units", label=gettext_lazy("units a minute")),
        BooleanColumn("opens", label=gettext_lazy("may be used")),
        DateColumn("last_used_on", label=gettext_lazy("last used")),
    ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See KeptForEver."""
        return KeptForEver(self.model)


@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponseBase:
    """The button's address."""
    if not may_revoke_key(request.user):
        raise PermissionDenied
    key = get_object_or_404(ApiKey, pk=key_id)
    if revoke_key(key, by=request.user):
        messages.success(request, _("The key was taken back. It opens nothing any more."))
    else:
        messages.warning(request, _("The key had been taken back before."))
    return redirect("api_keys:index")


URLS = [path("api-keys/<int:key_id>/revoke/", revoke, name="api_key_revoke")]
