"""FormTest: answers that an editor gave once, and what came of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention


class FormTest(models.Model):
    """Runs whenever the form is published, and stops a publication that would change its outcome."""

    retention = Retention.lasting("Invented answers that guard a form against changes nobody meant.")

    # What the pages of all languages share.
    translation_key = models.UUIDField(_("service"), db_index=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    # Answers by question id, the day they were given, what they come to: engagement.intake.trials.
    content = models.JSONField(_("answers and outcome"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("form test")
        verbose_name_plural = _("form tests")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "name"], name="services_form_test_name_once")
        ]

    def __str__(self) -> str:
        return self.name
