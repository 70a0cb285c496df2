"""ContactPage: whom to call and where to go, with the offices that the town hall keeps."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.base.fields import BodyField
from pages.base.structured import without_empty
from pages.blocks.bodies import PageOfBlocks
from pages.blocks.streams import body_blocks
from pages.contact.maps import offices_map
from pages.offices.models import Office
from pages.offices.presenting import ShownOffice, shown
from pages.offices.structured import government_office


class ContactPage(PageOfBlocks):
    """Blocks, then every office with its hours and a map of them, then blocks again."""

    shows_map = models.BooleanField(_("with a map of the offices"), default=True)
    after = BodyField(body_blocks(), verbose_name=_("content below the offices"), blank=True)

    content_panels = [
        *PageOfBlocks.content_panels,
        FieldPanel("body", heading=_("Content above the offices")),
        FieldPanel("shows_map"),
        FieldPanel("after"),
    ]
    template = "pages/contact/contact.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage"]
    subpage_types = ["pages_content.ContentPage"]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Read once: the same offices are shown and told to search engines.
        self.__dict__["_shown"] = shown(Office.objects.with_hours())
        context = super().get_context(request, *args, **kwargs)
        offices = self._offices()
        has_places = self.shows_map and any(one.office.position for one in offices)
        return {**context, "offices": offices, "map": offices_map() if has_places else None}

    def _offices(self) -> list[ShownOffice]:
        found: list[ShownOffice] = self.__dict__.get("_shown", [])
        return found

    def structured(self, request: HttpRequest) -> list[dict[str, Any]]:
        town = getattr(getattr(request, "tenant", None), "name", "")
        root = f"{request.scheme}://{request.get_host()}"
        return [without_empty(government_office(one, town=town, root=root)) for one in self._offices()]

    def searchable_text(self) -> str:
        names = " ".join(
            text for office in Office.objects.all() for text in (office.name, office.note) if text
        )
        return f"{names} {super().searchable_text()}"
