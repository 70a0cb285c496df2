"""What an editor sees when a publication cannot be: the page again, with the reasons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from pages.services.errors import PublishingRefused
from pages.services.models import ServicePage

MOST_SENTENCES = 5


def refused(request: HttpRequest, page: ServicePage) -> HttpResponse | None:
    """The way back to the editor, when something stands against publishing; the draft was kept."""
    errors = page.errors_before_publishing()
    return told(request, PublishingRefused(page.pk, errors)) if errors else None


def told(request: HttpRequest, refusal: PublishingRefused) -> HttpResponse:
    """The message, and the editor's tab *Check*."""
    messages.error(request, sentence_of(refusal))
    return redirect(address_of(refusal))


def sentence_of(refusal: PublishingRefused) -> str:
    """Why, in one message."""
    sentences = [finding.sentence for finding in refusal.findings][:MOST_SENTENCES]
    return " ".join([_("Not published."), *sentences])


def address_of(refusal: PublishingRefused) -> str:
    """Where it can be put right."""
    if not refusal.page_id:
        return reverse("wagtailadmin_home")
    return reverse("wagtailadmin_pages:edit", args=[refusal.page_id]) + "#tab-check"
