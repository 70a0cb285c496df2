"""One upload: its progress, then its review, then what came of it, all at one address."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from opendata.ingest.actions import can_be_compared, cancel_upload, read_again, request_publication
from opendata.ingest.choices import UploadState
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Upload
from opendata.ingest.office.advising import advice_for
from opendata.ingest.office.presenting import review_facts
from opendata.ingest.office.review import Review
from opendata.ingest.office.views.frame import DataPage, find_upload
from opendata.ingest.queueing import is_lost
from opendata.ingest.tasks import send_to_worker, work_on

# In the address of a page whose file was read again instead of being published.
LOOK = "look=again"


class UploadPage(DataPage):
    """A page of one upload."""

    kwargs: dict[str, Any]

    @cached_property
    def upload(self) -> Upload:
        """The upload in the address."""
        return find_upload(self.kwargs["number"])

    def get_page_title(self) -> str:
        return str(self.upload)


class UploadView(UploadPage, TemplateView):
    """What is to be seen depends on the state."""

    def get_template_names(self) -> list[str]:
        upload = self.upload
        if upload.is_working:
            return ["ingest/progress.html"]
        return ["ingest/review.html" if upload.state == UploadState.INSPECTED else "ingest/result.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.upload
        context = {**super().get_context_data(**kwargs), "upload": upload}
        if upload.is_working and is_lost(work_on, upload):
            work_on.enqueue(upload.pk)
        if upload.state == UploadState.INSPECTED:
            review = kwargs.get("review") or Review(upload)
            advice = advice_for(self.request, upload, review.findings)
            context.update(review=review, advice=advice, **review_facts(upload, review))
        context["look"] = LOOK if self.request.GET.get("look") else ""
        return context

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """`publish` hands it to the worker, `save` keeps what was decided; either may have the file read again."""
        upload = self.upload
        if upload.state != UploadState.INSPECTED:
            return redirect("ingest:upload", upload.pk)
        review = Review(upload, request.POST)
        publishing = "publish" in request.POST
        if not review.is_valid(leaving=publishing):
            return self._again(review)
        told = request.POST.getlist("namesakes")
        if publishing and review.words is not None and review.words.has_other_namesakes_than(told):
            return self._asks_of_title(review)
        try:
            return self._decided(review, publishing=publishing)
        except UploadRefused as refused:
            return self._again(review, refused)

    @transaction.atomic
    def _decided(self, review: Review, *, publishing: bool) -> HttpResponse:
        before, by = self.upload.mark, self.request.user
        differs = review.must_be_read_again()
        upload = review.save(by=by)
        if differs or _is_outdated(upload, before, publishing=publishing):
            send_to_worker(review.read_again(by=by))
            if publishing:
                # Said when the file was read: on the page that waits for this nobody would see it.
                return redirect(f"{reverse('ingest:upload', args=[upload.pk])}?{LOOK}")
        elif publishing:
            request_publication(upload, by=by)
            send_to_worker(upload)
        else:
            messages.success(self.request, _("Kept. Nothing is published yet."))
        return redirect("ingest:upload", upload.pk)

    def _asks_of_title(self, review: Review) -> HttpResponse:
        """Once: whoever sends the page again has seen which other dataset has the title."""
        messages.warning(
            self.request,
            _(
                "Another dataset has this title. Nothing is published yet: choose another one, or publish again."
            ),
        )
        return self.render_to_response(self.get_context_data(review=review))

    def _again(self, review: Review, refused: UploadRefused | None = None) -> HttpResponse:
        if refused is not None and not _place(review, refused):
            messages.error(self.request, str(refused))
        else:
            messages.error(
                self.request, _("Nothing is published yet: please look at the fields that are marked.")
            )
        return self.render_to_response(self.get_context_data(review=review, has_errors=True), status=422)


def _is_outdated(upload: Upload, before: str, *, publishing: bool) -> bool:
    """Whether what would change was worked out from other decisions; `before` is the mark of those that stood.

    What becomes of a column that is gone changes no row that the editor was shown: it is published at once.
    """
    if not upload.is_new_state:
        return False
    if not can_be_compared(upload):
        return upload.mark != before
    return not (upload.is_compared if publishing else upload.is_staged)


def _place(review: Review, refused: UploadRefused) -> bool:
    """Puts a refusal by the field that it names; False where there is none such."""
    name = refused.field
    if name.startswith("key-"):
        review.columns[int(name.removeprefix("key-"))].add_error("key", str(refused))
        return True
    for form in (review.words, review.reading, review.farewell):
        if form is not None and name in form.fields:
            form.add_error(name, str(refused))
            return True
    return False


class ProgressView(UploadPage, View):
    """The part of the page that changes while a worker is at it; tells the browser to load the page at the end."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """A fragment."""
        upload = self.upload
        response = render(request, "ingest/progress_part.html", {"upload": upload})
        if not upload.is_working:
            address = reverse("ingest:upload", args=[upload.pk])
            response["HX-Redirect"] = f"{address}?{LOOK}" if request.GET.get("look") else address
        elif is_lost(work_on, upload):
            work_on.enqueue(upload.pk)
        response["Cache-Control"] = "no-store"
        return response


class CancelView(UploadPage, View):
    """The button "cancel"."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Gives it up."""
        try:
            upload = cancel_upload(self.upload, by=request.user)
        except UploadRefused as refused:
            messages.error(request, str(refused))
            return redirect("ingest:upload", self.upload.pk)
        if upload.is_settled:
            messages.success(request, _("Cancelled. Nothing was published."))
            return redirect("ingest:uploads")
        return redirect("ingest:upload", upload.pk)


class AgainView(UploadPage, View):
    """The button "try again" of one that failed here."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """To the worker once more."""
        try:
            with transaction.atomic():
                send_to_worker(read_again(self.upload, by=request.user, changes={}))
        except UploadRefused as refused:
            messages.error(request, str(refused))
        return redirect("ingest:upload", self.upload.pk)


class ReportView(UploadPage, View):
    """Hands out the report of problems, which lies in private storage."""

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        """CSV to save."""
        if not self.upload.report:
            raise Http404
        name = f"{self.upload.file_name}-problems.csv"
        response = FileResponse(self.upload.report.open("rb"), as_attachment=True, filename=name)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response
