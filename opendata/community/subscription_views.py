"""Hearing of changes by e-mail: asking for it, confirming it, stopping it.

A link in a mail only shows a button: programs that look at mail for dangers follow links too, and would confirm or stop
in the reader's name.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from opendata.catalog.models import Dataset
from opendata.community.forms import SubscriptionForm
from opendata.community.models import Subscription
from opendata.community.subscribing import confirm_subscription, stop_subscription, subscribe
from opendata.community.views import dataset_to_write_of, show_form, show_thanks, trail_to


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, name: str) -> HttpResponse:
    """Asks for the address."""
    dataset = dataset_to_write_of(name)
    form = SubscriptionForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        subscribe(dataset, email=form.cleaned_data["email"], language=get_language() or "")
        return redirect("opendata_community:followed", name=name)
    words = {
        "page_title": _("Hear of changes that break programs"),
        "lead": _(
            "We write when a column goes or gets another name or kind of content, on which day it will, and when"
            " the dataset is withdrawn. Not for new or corrected rows: the feed tells of those."
        ),
        "button": _("Send me the link"),
    }
    return show_form(request, dataset, form, words)


@require_safe
def followed(request: HttpRequest, name: str) -> HttpResponse:
    """After an address was given."""
    words = {
        "page_title": _("Look at your mail"),
        "lead": _(
            "If the address is right, a link is on its way to it. Follow it within a week, and you will hear of"
            " changes. Nothing came? Look among the unwanted mail, or try again in an hour."
        ),
    }
    return show_thanks(request, name, words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, name: str, secret: str) -> HttpResponse:
    """The link of the first mail, and its button."""
    dataset = dataset_to_write_of(name)
    if request.method == "POST":
        subscription = confirm_subscription(dataset, secret)
    else:
        subscription = Subscription.objects.filter(dataset=dataset, secret=secret).first()
    if subscription is None:
        words = {
            "page_title": _("This link is no longer good"),
            "lead": _(
                "It was not followed within a week, or the mail was stopped. You can ask for a new one."
            ),
            "again": True,
        }
        return _shown(request, dataset, words, status=410)
    if subscription.is_confirmed:
        words = {
            "page_title": _("You will hear of changes"),
            "lead": _("Each of our mails has a link at its end that stops them."),
        }
        return _shown(request, dataset, words)
    words = {
        "page_title": _("Hear of changes of “%s”?") % dataset.title,
        "lead": _("We will write to %s, only when something changes that may break programs.")
        % subscription.email,
        "button": _("Yes, write to me"),
    }
    return _shown(request, dataset, words)


@csrf_exempt  # mail programs press the button without having seen the page; the secret is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, name: str, secret: str) -> HttpResponse:
    """The link at the end of each mail, and its button. Also of a dataset that is no longer open."""
    dataset = Dataset.objects.published().filter(name=name).first()
    if request.method == "POST":
        stop_subscription(secret)
    elif Subscription.objects.filter(dataset__name=name, secret=secret).exists():
        words = {
            "page_title": _("Stop these mails?"),
            "lead": _("Your address is deleted, and you hear no more of this dataset."),
            "button": _("Stop them"),
        }
        return _shown(request, dataset, words)
    words = {
        "page_title": _("You will get no more of these mails"),
        "lead": _("Your address is deleted. You can ask for them again whenever you like."),
    }
    return _shown(request, dataset, words)


def _shown(
    request: HttpRequest, dataset: Dataset | None, words: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"dataset": dataset, "breadcrumbs": trail_to(dataset), **words}
    return render(request, "community/subscription.html", context, status=status)
