"""Links that lead nowhere, as the last look found them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.kit.retention import Retention
from pages.upkeep.choices import LinkProblem
from pages.upkeep.querysets import OutsideLinkQuerySet

# Longer ones are no addresses that people wrote, and a column must be unique.
LONGEST_ADDRESS = 600


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
    # What another site answered; 0: nothing, or it is a link within the portal.
    status = models.PositiveSmallIntegerField(_("number of the answer"), default=0)
    found_at = models.DateTimeField(_("found"), default=timezone.now)

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ("page__title", "pk")

    def __str__(self) -> str:
        return f"{self.target} ({self.told})"

    @property
    def told(self) -> str:
        """The problem, with the number of the other site's answer."""
        problem = str(self.get_problem_display())
        return f"{problem} ({self.status})" if self.status else problem


class OutsideLink(models.Model):
    """An address of another site that public pages link to, and what it answered last."""

    retention = Retention.lasting(
        "Addresses that stand on public pages; gone with the last page that has them."
    )

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    # 0: there was no answer.
    status = models.PositiveSmallIntegerField(_("number of the answer"), default=0)
    problem = models.CharField(_("problem"), max_length=20, choices=LinkProblem.choices, blank=True)
    # How often in a row it led nowhere.
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    asked_at = models.DateTimeField(pgettext_lazy("other site", "asked at"), null=True, blank=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address
