"""AccessibilityPage: each part of the statement is a field, so that none is forgotten."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

from pages.accessibility.choices import Conformance, Method, Why
from pages.base.fields import BodyField
from pages.blocks.bodies import PageOfBlocks


class LimitationBlock(StructBlock):
    """One thing that does not work, for whom, and what to do instead."""

    why = ChoiceBlock(label=_("Why"), choices=Why.choices, default=Why.FAULT.value)
    what = CharBlock(label=_("What does not work"), max_length=240)
    text = TextBlock(
        label=_("Whom it keeps out, and when it will be put right"),
        required=False,
        max_length=600,
        rows=2,
    )
    instead = TextBlock(label=_("What to do instead"), required=False, max_length=400, rows=2)

    class Meta:
        label = _("Limitation")
        icon = "warning"


class AccessibilityPage(PageOfBlocks):
    """The statement that Directive (EU) 2016/2102 asks for, after the model of Decision (EU) 2018/1523."""

    conformance = models.CharField(
        _("this portal is"), max_length=8, choices=Conformance.choices, default=Conformance.PARTIAL
    )
    scope = models.CharField(
        _("the statement is about"),
        max_length=240,
        blank=True,
        help_text=_("Empty: this portal, with its address."),
    )
    limitations = BodyField(
        [("limitation", LimitationBlock())], verbose_name=_("known limitations"), blank=True
    )
    prepared_on = models.DateField(_("statement prepared on"), default=timezone.localdate)
    assessed_on = models.DateField(_("last assessed on"), null=True, blank=True)
    method = models.CharField(_("found out by"), max_length=8, choices=Method.choices, default=Method.OWN)
    assessor = models.CharField(_("name of the third party"), max_length=160, blank=True)
    report_url = models.URLField(_("link to the report"), blank=True)
    contact_email = models.EmailField(
        _("e-mail for feedback"), blank=True, help_text=_("Empty: the municipality's own.")
    )
    contact_phone = models.CharField(
        _("phone for feedback"), max_length=40, blank=True, help_text=_("Empty: the municipality's own.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answers within (working days)"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    enforcement = models.TextField(
        _("who helps when the answer does not"),
        max_length=800,
        help_text=_("The body that the law names, and what it does."),
    )
    enforcement_url = models.URLField(_("its address"), blank=True)

    content_panels = [
        *PageOfBlocks.content_panels,
        FieldPanel("body", heading=_("Words before the statement")),
        MultiFieldPanel(
            [FieldPanel("conformance"), FieldPanel("scope"), FieldPanel("limitations")],
            heading=_("Compliance status"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("assessed_on")]),
                FieldPanel("method"),
                FieldRowPanel([FieldPanel("assessor"), FieldPanel("report_url")]),
            ],
            heading=_("Preparation of the statement"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("answer_days"),
            ],
            heading=_("Feedback and contact"),
        ),
        MultiFieldPanel([FieldPanel("enforcement"), FieldPanel("enforcement_url")], heading=_("Enforcement")),
    ]
    template = "pages/accessibility/statement.html"
    parent_page_types = ["pages_home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.method == Method.THIRD and not self.assessor.strip():
            problems["assessor"] = _("Say who assessed it.")
        if self.conformance != Conformance.FULL and not self.limitations:
            problems["limitations"] = _("Say what does not work, or that the portal is fully compliant.")
        if self.assessed_on and self.assessed_on > timezone.localdate():
            problems["assessed_on"] = _("This day is still to come.")
        if problems:
            raise ValidationError(problems)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        town = getattr(request, "tenant", None)
        return {
            **super().get_context(request, *args, **kwargs),
            "groups": self.grouped(),
            "contact_email": self.contact_email or getattr(town, "email", ""),
            "contact_phone": self.contact_phone or getattr(town, "phone", ""),
            "portal_address": f"{request.scheme}://{request.get_host()}/",
        }

    def grouped(self) -> list[dict[str, Any]]:
        """Limitations by their reason, in the order of the model; reasons without any are left out."""
        values = [part.value for part in self.limitations]
        groups = [
            {"title": str(why.label), "limitations": [value for value in values if value["why"] == why.value]}
            for why in Why
        ]
        return [group for group in groups if group["limitations"]]

    def searchable_text(self) -> str:
        told = " ".join(f"{part.value['what']} {part.value['text']}" for part in self.limitations)
        return f"WCAG EN 301 549 {told} {self.enforcement} {super().searchable_text()}"
