"""A link to a page, to an address of this portal or to another site."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructBlockValidationError, StructValue
from wagtail.models import Page, Site

SCHEMES = ("https://", "http://", "mailto:", "tel:")


def address_here(address: str) -> str:
    """`/data/` becomes `/el/data/` on a Greek page; API, map embeds and full addresses stay as they are."""
    language = get_language()
    if not address.startswith("/") or address.startswith(
        (f"/{language}/", "/api/", "/maps/embed/", "/documents/")
    ):
        return address
    return f"/{language}{address}"


def page_here(page: Page) -> Page:
    """The page in the active language where it has been translated; no query when it is in it already."""
    languages = {
        root.language_code for root in Site.get_site_root_paths() if page.url_path.startswith(root.root_path)
    }
    return page if get_language() in languages else page.localized


class LinkValue(StructValue):
    """Says where the link leads; empty when its page is gone or not public."""

    @cached_property
    def url(self) -> str:
        """Address for an `href`, in the active language."""
        page = self.get("page")
        if page:
            page = page_here(page)
            return str(page.url or "") if page.live else ""
        return address_here(self.get("address") or "")

    @property
    def words(self) -> str:
        """The link's own words, else the page's title."""
        page = self.get("page")
        return str(self.get("title") or (page.title if page else ""))


class LinkBlock(StructBlock):
    """Page or address; `target_required` False lets both be empty."""

    title = CharBlock(label=_("Words of the link"), max_length=120)
    page = PageChooserBlock(label=_("Page"), required=False)
    address = CharBlock(
        label=_("or address"),
        required=False,
        max_length=400,
        help_text=_(
            "On this portal without the language, such as /maps/trees/ – or a full address of another site."
        ),
    )

    target_required = True

    class Meta:
        label = _("Link")
        icon = "link"
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        address = (cleaned.get("address") or "").strip()
        if address and not address.startswith(("/", *SCHEMES)):
            problem = _("Begin with / for this portal, or with https://, mailto: or tel:.")
            raise StructBlockValidationError({"address": ValidationError(problem)})
        if address.startswith("//"):
            raise StructBlockValidationError({"address": ValidationError(_("Begin with a single /."))})
        if self.target_required and not address and not cleaned.get("page"):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose a page or give an address."))}
            )
        return cleaned
