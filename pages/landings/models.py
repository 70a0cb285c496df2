"""LandingPage: an editor's words around a list that another room makes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.theme.registry import listings
from pages.base.caching import say_how_long
from pages.base.fields import BodyField
from pages.blocks.bodies import PageOfBlocks
from pages.blocks.streams import body_blocks
from pages.landings.choices import VIEWS, List


class LandingPage(PageOfBlocks):
    """Title, summary and blocks before and after the list."""

    shown_list = models.CharField(_("list"), max_length=12, choices=List.choices)
    after = BodyField(body_blocks(), verbose_name=_("content below the list"), blank=True)

    content_panels = [
        *PageOfBlocks.content_panels,
        FieldPanel(
            "shown_list",
            help_text=_(
                "The catalogue and the maps keep their addresses (/data/, /maps/): such a page stands directly "
                "below the home page and takes that address."
            ),
        ),
        FieldPanel("body", heading=_("Content above the list")),
        FieldPanel("after"),
    ]
    template = "pages/landings/landing.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage"]
    subpage_types = ["pages_content.ContentPage"]

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.shown_list in VIEWS:
            self.slug = VIEWS[List(self.shown_list)][0]
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        home_depth = 3
        if self.shown_list in VIEWS and self.depth and self.depth != home_depth:
            raise ValidationError(
                {
                    "shown_list": _(
                        "This list has an address of its own: put the page directly below the home page."
                    )
                }
            )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A list that a view makes is answered by the view, with these words around it; here only in previews."""
        if self.shown_list not in VIEWS:
            return super().serve(request, *args, **kwargs)
        request._landing = self  # type: ignore[attr-defined]  # read by pages.landings.surrounding
        view = resolve(reverse(VIEWS[List(self.shown_list)][1]))
        response: HttpResponse = view.func(request, *view.args, **view.kwargs)
        return say_how_long(request, response)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        listing = listings.get(self.shown_list)
        return {**context, "listing": listing(request) if listing else ""}
