"""A letter to a person: a heading, paragraphs, perhaps one thing to do. Plain text and HTML say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from cms.municipalities.querysets import current_municipality
from cms.notifications.actions.mail import write_mail
from cms.notifications.models import OutgoingMail


@dataclass(frozen=True)
class Letter:
    """What is written. `paragraphs` are plain text; `facts` (label, value) stand as a list below them."""

    to: str
    subject: str
    heading: str
    paragraphs: Sequence[str]
    language: str
    facts: Sequence[tuple[str, str]] = ()
    action_url: str = ""
    action_label: str = ""
    # Why the person gets this letter.
    reason: str = ""
    # What it is about, for the room that wants to hear of a failure (cms.notifications.registry).
    about: str = ""


def write_letter(letter: Letter) -> OutgoingMail | None:
    """Stores the letter in the caller's transaction; the worker sends it once that is committed."""
    context = {"municipality": current_municipality(), "letter": letter}
    with override(letter.language):
        message = EmailMultiAlternatives(
            " ".join(letter.subject.split())[:200],
            render_to_string("notifications/mail/letter.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [letter.to],
        )
        message.attach_alternative(render_to_string("notifications/mail/letter.html", context), "text/html")
    return write_mail(message, about=letter.about)
