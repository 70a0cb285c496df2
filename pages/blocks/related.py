"""Pages that belong to this one: chosen one by one, or all of a part of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.models import Page

from pages.blocks import previews
from pages.blocks.link import page_here


class RelatedBlock(StructBlock):
    """Services or any other pages, with their own title and summary: nothing is written twice."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    pages = ListBlock(
        PageChooserBlock(label=_("Page")), label=_("Pages"), required=False, default=[], max_num=12
    )
    below = PageChooserBlock(
        label=_("or all pages below"),
        required=False,
        help_text=_("Such as: the part of the services about the street. What is added there appears here."),
    )
    most = IntegerBlock(label=_("At most"), min_value=1, max_value=24, default=8)

    class Meta:
        label = _("Related services and pages")
        icon = "doc-full-inverse"
        group = _("Links")
        description = _("Pages with their title, summary and icon: chosen by you, or all below a page")
        template = "pages/blocks/related.html"
        preview_value = staticmethod(previews.related)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["below"]) == bool(cleaned["pages"]) and not self.is_deferred_validation:
            problem = _("Choose pages, or one page whose pages are listed.")
            raise StructBlockValidationError({"pages": ValidationError(problem)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        entries = (parent_context or {}).get("example_entries")
        if entries is None:
            here = context.get("page")
            entries = [page for page in found_pages(value) if not here or page.pk != here.pk]
        return {**context, "entries": entries[: value.get("most") or 8]}

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "example_entries": previews.related_example()}


def found_pages(value: Any) -> list[Page]:
    """The public pages as what they are, in the order of the choice or of the tree, in the active language."""
    below = value.get("below")
    if below:
        there = page_here(below)
        children = there.get_children().live().public()[: value.get("most") or 8]
        return _specific(children) if there.live else []
    chosen = [page_here(page) for page in value.get("pages") or () if page]
    return _specific(page for page in chosen if page.live)


def _specific(pages: Iterable[Page]) -> list[Page]:
    """One query for all of a type."""
    listed = list(pages)
    known = {
        page.pk: page for page in Page.objects.filter(pk__in=[one.pk for one in listed]).public().specific()
    }
    return [known[page.pk] for page in listed if page.pk in known]
