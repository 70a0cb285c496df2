"""Addresses of others that rows are fetched from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from opendata.ingest.actions.harvesting import remove_harvest, set_harvest
from opendata.ingest.errors import AddressRefused, UploadRefused
from opendata.ingest.models import Harvest
from opendata.ingest.office.forms.upload import HarvestForm
from opendata.ingest.office.views.frame import DataPage
from opendata.ingest.rules import may_keep_harvests
from opendata.ingest.tasks import fetch, take_up_again


class HarvestPage(DataPage):
    """For those who may keep harvests."""

    header_icon = "download"
    kwargs: dict[str, Any]

    @staticmethod
    def may_enter(user: Any) -> bool:
        return may_keep_harvests(user)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("ingest:harvests"), "label": _("Fetched addresses")}]


class HarvestsView(HarvestPage, TemplateView):
    """All of them, and what came of the last time."""

    template_name = "ingest/harvests.html"

    def get_page_title(self) -> str:
        return _("Fetched addresses")

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_header_buttons(self) -> list[Any]:
        return [HeaderButton(_("New address"), url=reverse("ingest:new_harvest"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        take_up_again()
        harvests = Harvest.objects.select_related("dataset")
        hosts = getattr(settings, "HARVEST_HOSTS", ())
        return {**super().get_context_data(**kwargs), "harvests": harvests, "hosts": hosts}


class HarvestView(HarvestPage, FormView):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new one, or a changed one."""

    form_class = HarvestForm
    template_name = "ingest/harvest.html"

    @cached_property
    def harvest(self) -> Harvest | None:
        """The one in the address; None for a new one."""
        number = self.kwargs.get("number")
        return get_object_or_404(Harvest, pk=number) if number else None

    def get_page_title(self) -> str:
        return str(self.harvest.dataset) if self.harvest else _("New address")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "harvest": self.harvest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hosts = getattr(settings, "HARVEST_HOSTS", ())
        return {**super().get_context_data(**kwargs), "harvest": self.harvest, "hosts": hosts}

    def form_valid(self, form: HarvestForm) -> HttpResponse:
        try:
            with transaction.atomic():
                harvest = set_harvest(**form.cleaned_data, by=self.request.user, harvest=self.harvest)
                fetch.enqueue(harvest.pk)
        except AddressRefused as refused:
            form.add_error("source", str(refused))
            return self.form_invalid(form)
        except UploadRefused as refused:
            form.add_error("dataset", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. It is fetched now, and then on time."))
        return redirect("ingest:harvests")

    def form_invalid(self, form: HarvestForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class RemoveHarvestView(HarvestPage, View):
    """The button "remove"."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """The dataset stays."""
        remove_harvest(get_object_or_404(Harvest, pk=number), by=request.user)
        messages.success(request, _("Removed. The dataset stays as it is."))
        return redirect("ingest:harvests")
