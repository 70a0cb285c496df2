"""Pictures with their words: one, or many to look through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock, StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks import previews

SMALL, LARGE, PLAIN = "fill-480x360", "max-1600x1200", "width-960"


class PictureBlock(StructBlock):
    """What the picture shows must be said: some visitors hear the page."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = CharBlock(
        label=_("What it shows"),
        required=False,
        max_length=250,
        help_text=_("One sentence for people who cannot see the picture."),
    )
    decorative = BooleanBlock(
        label=_("It is only decoration"),
        required=False,
        default=False,
        help_text=_(
            "It says nothing that the words around it do not say. People who hear the page pass it by."
        ),
    )
    caption = CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        label = _("Picture")
        icon = "image"
        group = _("Pictures and film")
        description = _("One picture with its caption and credit")
        template = "pages/blocks/picture.html"
        preview_value = staticmethod(previews.picture)

    def clean(self, value: Any) -> Any:
        wrong: dict[str, ValidationError] = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as refused:
            wrong = dict(refused.block_errors)
        said, decorative = bool((value.get("alt") or "").strip()), bool(value.get("decorative"))
        if not said and not decorative and not self.is_deferred_validation:
            wrong["alt"] = ValidationError(_("Say what the picture shows, or that it is only decoration."))
        if said and decorative:
            wrong["decorative"] = ValidationError(_("Decoration has no words: leave one of both empty."))
        if wrong:
            raise StructBlockValidationError(wrong)
        return value

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), **shown_pictures([value], PLAIN)[0]}


class GalleryBlock(StructBlock):
    """Small pictures that lead to large ones; a script shows these in their place, one after the other."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    pictures = ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=24)

    class Meta:
        label = _("Gallery")
        icon = "image"
        group = _("Pictures and film")
        description = _("Two to twenty-four pictures; a click or the Enter key shows each of them large")
        template = "pages/blocks/gallery.html"
        preview_value = staticmethod(previews.gallery)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        pictures = shown_pictures(value.get("pictures") or (), SMALL, LARGE)
        is_preview = bool(context.get("is_block_preview"))
        return {**context, "pictures": [one for one in pictures if one["shown"] or is_preview]}


def shown_pictures(values: Iterable[Any], *sizes: str) -> list[dict[str, Any]]:
    """Each picture made to measure (`shown`, and `large` where two sizes are asked for), in one query for all."""
    listed = list(values)
    images = [one["image"] for one in listed if one.get("image")]
    made = get_image_model().get_rendition_model().objects.filter(filter_spec__in=sizes)
    prefetch_related_objects(images, Prefetch("renditions", queryset=made, to_attr="prefetched_renditions"))
    found = []
    for one in listed:
        cut = one["image"].get_renditions(*sizes) if one.get("image") else {}
        found.append(
            {
                "shown": cut.get(sizes[0]),
                "large": cut.get(sizes[-1]),
                "alt": "" if one.get("decorative") else one.get("alt") or "",
                "caption": one.get("caption") or "",
                "credit": one["image"].credit if one.get("image") else "",
            }
        )
    return found
