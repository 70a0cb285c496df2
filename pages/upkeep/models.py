"""Links that lead nowhere, as the last look found them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.kit.retention import Retention
from pages.upkeep.choices import LinkProblem


class BrokenLink(models.Model):
    """One link on one public page."""

    retention = Retention.lasting("Made again from the pages each night.")

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="broken_links"
    )
    problem = models.CharField(_("problem"), max_length=20, choices=LinkProblem.choices)
    # The address as it is written, or the title of a page that is not public.
    target = models.CharField(_("leads to"), max_length=400)
    words = models.CharField(_("words of the link"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ("page__title", "pk")

    def __str__(self) -> str:
        return f"{self.target} ({self.get_problem_display()})"
