"""Files to take."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks import previews


class FileBlock(StructBlock):
    """One file of the media library."""

    file = DocumentChooserBlock(label=_("File"))
    title = CharBlock(label=_("Words of the link"), required=False, max_length=160)
    note = CharBlock(label=_("Note"), required=False, max_length=200)


class DownloadsBlock(StructBlock):
    """Files with kind and size."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    files = ListBlock(FileBlock(), label=_("Files"), min_num=1)

    class Meta:
        label = _("Downloads")
        icon = "download"
        template = "pages/blocks/downloads.html"
        group = _("Links")
        description = _("Documents with their kind and size")
        preview_value = staticmethod(previews.downloads)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        example = (parent_context or {}).get("example_files")
        context["files"] = example or [
            {
                "title": f"{line['title'] or line['file'].title} ({line['file'].file_extension.upper()})",
                "url": line["file"].url,
                "size": line["file"].get_file_size(),
                "note": line["note"],
            }
            for line in value["files"]
            if line["file"]
        ]
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "example_files": previews.downloads_example()}
