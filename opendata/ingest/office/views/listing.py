"""The list of files that were brought in."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from opendata.ingest.models import Upload
from opendata.ingest.office.views.frame import DataPage
from opendata.ingest.tasks import take_up_again

PER_PAGE = 30


class UploadsView(DataPage, TemplateView):
    """The latest first; what waits for a person stands on top."""

    template_name = "ingest/uploads.html"
    header_icon = "upload"

    def get_page_title(self) -> str:
        return _("Uploads")

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_header_buttons(self) -> list[Any]:
        return [HeaderButton(_("New dataset"), url=reverse("ingest:new"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        take_up_again()
        pages = Paginator(Upload.objects.with_people(), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page}
