"""A film of the town's own library."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.media.models import Video
from pages.blocks import previews

POSTER = "fill-960x540"


class VideoBlock(StructBlock):
    """Plays when it is asked to. Captions and what is said as text come from the library, in all its languages."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    video = SnippetChooserBlock("cms_media.Video", label=_("Video"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        label = _("Video")
        icon = "media"
        group = _("Pictures and film")
        description = _("A film from the library with captions and what is said in it as text")
        template = "pages/blocks/video.html"
        preview_value = staticmethod(previews.video)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        film = value.get("video")
        return {**context, **(film_parts(film) if film else {})}


def film_parts(film: Video) -> dict[str, Any]:
    """The film, its picture, and its captions with those in the page's language first."""
    language = get_language()
    tracks = sorted(film.captions.all(), key=lambda track: track.language != language)
    return {
        "film": film,
        "poster": film.poster.get_rendition(POSTER) if film.poster else None,
        "tracks": tracks,
        "own": next((track for track in tracks if track.language == language), None),
        "spoken": tracks[0] if tracks else None,
    }
