"""Mail to subscribers. Each one can be stopped from the mail itself, by a person and by a mail program."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.municipalities.querysets import current_municipality
from opendata.catalog.dcat.addresses import public_root
from opendata.community.models import Notice, Subscription
from opendata.community.wording import sentences


def mail_link(subscription: Subscription) -> None:
    """What to follow so that the address is told of changes; of one that is confirmed, how to stop."""
    with override(subscription.language):
        title = _one_line(subscription.dataset.title)
        if subscription.is_confirmed:
            subject, name = _("You already hear of changes of “%s”") % title, "already"
        else:
            subject, name = _("Do you want to hear of changes of “%s”?") % title, "confirm"
        _send(subscription, subject, name, {"title": title})


def mail_notices(subscription: Subscription, notices: list[Notice]) -> None:
    """All that is new of the dataset, in one mail."""
    with override(subscription.language):
        title = _one_line(subscription.dataset.title)
        words = {"title": title, "sentences": sentences(notices), "is_open": subscription.dataset.published}
        _send(subscription, _("“%s” changes in a way that may break programs") % title, "told", words)


def _send(subscription: Subscription, subject: str, name: str, words: dict[str, Any]) -> None:
    town = current_municipality()
    base = public_root()
    stop = base + _path("stop", subscription)
    context = {
        **words,
        "municipality": town,
        "subscription": subscription,
        "confirm_url": base + _path("confirm", subscription),
        "stop_url": stop,
        "dataset_url": base + reverse("opendata_catalog:dataset", args=[subscription.dataset.name]),
        "changes_url": base + reverse("opendata_catalog:revisions", args=[subscription.dataset.name]),
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"community/mail/{name}.txt", context).strip() + "\n",
        to=[subscription.email],
        # RFC 2369 and RFC 8058: mail programs offer a button that stops it with one press.
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    mail.attach_alternative(render_to_string(f"community/mail/{name}.html", context), "text/html")
    mail.send()


def _path(name: str, subscription: Subscription) -> str:
    return reverse(f"opendata_community:{name}", args=[subscription.dataset.name, subscription.secret])


def _one_line(text: str) -> str:
    return " ".join(text.split())
