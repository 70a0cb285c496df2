"""OutgoingMail: a message that was written down with the deed it tells of, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.notifications.choices import MailState
from cms.notifications.querysets import AddressCheckQuerySet, OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """One message to one or more addresses. Its text goes once it is sent: codes must not lie about."""

    retention = Retention(
        reason="To answer whether and when the portal wrote to somebody.",
        keep=timedelta(days=90),
        personal=True,
    )

    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    sender = models.CharField(_("from"), max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), verbose_name=_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    # What a higher room calls what this mail is about, such as "case 12"; it is told of a failure.
    about = models.CharField(max_length=60, blank=True, editable=False)
    # The whole message as RFC 5322 bytes, with its Message-ID: every attempt sends the very same one.
    raw = models.BinaryField(default=bytes)
    # Its Message-ID, kept when the text is gone: what a server that sends it back quotes.
    message_id = models.CharField(max_length=200, blank=True, db_default="", editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last problem"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["state", "-created_at"], name="notifications_mail_by_state"),
            models.Index(
                fields=["message_id"], condition=~Q(message_id=""), name="notifications_by_message_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {', '.join(self.recipients)}"


class AddressCheck(models.Model):
    """An e-mail address that somebody says is theirs, and the code that shows it. `holder` names what asks, such
    as a draft of a form; an address confirmed for one holder is not for another."""

    retention = Retention(
        reason="As long as the form that asked may be taken up again.",
        keep=timedelta(days=90),
        personal=True,
    )

    holder = models.CharField(_("for"), max_length=100)
    address = models.EmailField(_("e-mail address"), max_length=254)
    # Of the latest code; empty when it was used or tried too often.
    digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # Codes sent since `counted_from`, and tries of the latest one.
    sends = models.PositiveSmallIntegerField(_("codes sent"), default=0)
    counted_from = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = AddressCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of an address")
        verbose_name_plural = _("checks of addresses")
        ordering = ("-sent_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["holder", "address"], name="notifications_check_once"),
        ]
        indexes = [models.Index(fields=["address", "sent_at"], name="notifications_check_address")]

    def __str__(self) -> str:
        return self.address
