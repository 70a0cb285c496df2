"""What all pages of the room have in common: who may come in, and the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from opendata.ingest.models import Upload
from opendata.ingest.rules import may_publish_data


class DataPage(WagtailAdminTemplateMixin):
    """A page for those who may publish data; `trail` are the steps between Home and the page itself."""

    request: HttpRequest
    header_icon = "table"

    @staticmethod
    def may_enter(user: Any) -> bool:
        """The rule of the page."""
        return may_publish_data(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those whom the rule lets in."""
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # of the untyped mixin

    def trail(self) -> list[dict[str, Any]]:
        """Steps that lead here."""
        return [{"url": reverse("ingest:uploads"), "label": _("Uploads")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the trail, and this page."""
        return [*self.breadcrumbs_items, *self.trail(), {"url": "", "label": self.get_page_title()}]


def find_upload(number: int) -> Upload:
    """With people and dataset; 404 where there is none."""
    upload: Upload | None = Upload.objects.with_people().filter(pk=number).first()
    if upload is None:
        raise Http404
    return upload
