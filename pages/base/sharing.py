"""The address of a page's picture for sharing: one that an editor chose, else one that is drawn of its title."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from cms.municipalities.models import Municipality
from cms.theme.share_pictures import share_picture

# A new drawing makes new addresses.
DRAWING = "1"


def stamp_of(page: Page, town: Municipality) -> str:
    """Changes with all that the drawing shows."""
    shown = (DRAWING, page.title, town.name, town.brand, town.brand_deep, town.accent, town.crest.name or "")
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:20]


def picture_address(page: Page, town: Municipality, request: HttpRequest) -> str:
    """In full, as other sites need it. Nothing is drawn yet."""
    return f"{request.scheme}://{request.get_host()}{reverse('share_picture', args=[page.pk, stamp_of(page, town)])}"


def drawn(page: Page, town: Municipality) -> bytes:
    """The picture, drawn once for each title and kept among the public files; the page's earlier ones go."""
    folder = f"share/{page.pk}"
    name = f"{stamp_of(page, town)}.png"
    path = f"{folder}/{name}"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            found: bytes = kept.read()
            return found
    crest = town.crest.open("rb") if town.crest and town.crest.storage.exists(str(town.crest.name)) else None
    picture = share_picture(
        page.title, town.name, deep=town.brand_deep, brand=town.brand, accent=town.accent, crest=crest
    )
    if default_storage.exists(folder):
        for former in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{former}")
    default_storage.save(path, ContentFile(picture))
    return picture
