"""Files for tests."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from cms.media.models import PortalDocument, PortalImage


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, "#0b4a6f").save(out, kind, **options)
    return out.getvalue()


def make_document(
    name: str = "σχέδιο πόλης.pdf", text: bytes = b"%PDF-1.4", **facts: object
) -> PortalDocument:
    """A document of the library."""
    return PortalDocument.objects.create(title=name, file=ContentFile(text, name=name), **facts)


def picture(title: str = "The square", **facts: object) -> PortalImage:
    """A picture of the library."""
    file = ContentFile(picture_bytes(size=(1400, 800)), name="square.jpg")
    return PortalImage.objects.create(title=title, file=file, **facts)
