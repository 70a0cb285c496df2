"""Files that people hand in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.files.actions import receive_file
from cms.files.choices import FileKind, FileRules
from cms.files.contract import Owner
from cms.files.models import PrivateFile
from tests.factories.media import picture_bytes

EVERYTHING = FileRules(kinds=frozenset(FileKind))
ANNA = Owner(token="anna's draft")
BORIS = Owner(token="boris's draft")


def upload(content: bytes, name: str = "file", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    """As a browser sends it; the kind that it claims may be wrong."""
    return SimpleUploadedFile(name, content, content_type)


def receive(content: bytes | None = None, name: str = "photo.jpg", **facts: Any) -> PrivateFile:
    """A file that was just received from Anna."""
    content = picture_bytes() if content is None else content
    return receive_file(
        upload(content, name), **{"purpose": "tests", "rules": EVERYTHING, "by": ANNA, **facts}
    )
