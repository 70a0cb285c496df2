"""An alert: a few words above every page, from its start to its end."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from pages.alerts.choices import AlertKind, Stage
from pages.alerts.querysets import AlertQuerySet
from pages.blocks.link import SCHEMES


class Alert(models.Model):
    """Shown on every public page while it lasts."""

    retention = Retention.lasting("What the town hall told everybody, and when.")

    kind = models.CharField(_("kind"), max_length=8, choices=AlertKind.choices, default=AlertKind.WARM)
    titles = TextByLanguage(_("heading"), help_text=_("A few words: Water cut in Nea Chora."))
    texts = TextByLanguage(
        _("text"), blank=True, rows=2, help_text=_("One or two sentences: what to do, until when.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with more"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(
        _("or address"),
        max_length=400,
        blank=True,
        help_text=_(
            "On this portal without the language, such as /maps/trees/ – or a full address of another site."
        ),
    )
    starts = models.DateTimeField(_("shown from"), default=timezone.now)
    ends = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until somebody takes it down.")
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ("-starts",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="alerts_end_after_start"
            )
        ]

    def __str__(self) -> str:
        return in_language(self.titles)

    @property
    def stage(self) -> Stage:
        """Whether it is shown now."""
        now = timezone.now()
        if now < self.starts:
            return Stage.WAITS
        return Stage.OVER if self.ends and self.ends <= now else Stage.SHOWN

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.starts and self.ends and self.ends <= self.starts:
            problems["ends"] = _("It ends after it begins.")
        if self.address and (not self.address.startswith(("/", *SCHEMES)) or self.address.startswith("//")):
            problems["address"] = _("Begin with / for this portal, or with https://, mailto: or tel:.")
        if problems:
            raise ValidationError(problems)
