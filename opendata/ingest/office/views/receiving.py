"""Dropping a file: for a new dataset, or as the newer state of one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from opendata.catalog.models import Dataset
from opendata.ingest.actions import receive_upload
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Upload
from opendata.ingest.office.forms.upload import UploadForm
from opendata.ingest.office.views.frame import DataPage
from opendata.ingest.tasks import send_to_worker, take_up_again
from opendata.tables.models import Collection
from opendata.tables.registry import collections


class NewDatasetView(DataPage, FormView):  # type: ignore[type-arg]  # not subscriptable at run time
    """One field. Everything else is asked once the file is known."""

    form_class = UploadForm
    template_name = "ingest/receive.html"
    header_icon = "upload"

    def get_page_title(self) -> str:
        return _("New dataset")

    @property
    def dataset(self) -> Dataset | None:
        """Whose newer state the file is."""
        return None

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            with transaction.atomic():
                upload = receive_upload(
                    form.cleaned_data["file"],
                    by=self.request.user,
                    dataset=self.dataset,
                )
                send_to_worker(upload)
        except UploadRefused as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        return redirect("ingest:upload", upload.pk)

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        take_up_again()
        waiting = Upload.objects.with_people().waiting_for_a_person()
        if self.dataset is not None:
            waiting = waiting.filter(dataset=self.dataset)
        return {**super().get_context_data(**kwargs), "dataset": self.dataset, "waiting": waiting[:5]}


class NewStateView(NewDatasetView):
    """A newer file of a dataset whose rows come from files."""

    template_name = "ingest/receive.html"

    @cached_property
    def dataset(self) -> Dataset | None:
        found: Dataset | None = Dataset.objects.filter(name=self.kwargs["name"]).first()
        if found is None or found.name in collections:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return _("Newer file: %s") % self.dataset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = Collection.objects.filter(dataset=self.dataset).first()
        return {**super().get_context_data(**kwargs), "standing": standing}
