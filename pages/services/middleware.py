"""A refused publication is a message to the editor, whichever button it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from wagtail.admin import messages

from pages.services.editing.refusing import address_of, sentence_of, told
from pages.services.errors import PublishingRefused


class RefusedPublication:
    """The editor's own button checks first; approvals, bulk actions and copies come here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Nothing was published: whatever the exception passed through was undone with it."""
        if not isinstance(exception, PublishingRefused):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # Wagtail's dialogs take a step of their own kind, and follow its address.
            messages.error(request, sentence_of(exception))
            return JsonResponse({"step": "success", "redirect": address_of(exception)})
        return told(request, exception)
