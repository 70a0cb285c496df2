"""Files by municipality: each town's lie in a folder of its own, public and private ones apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from cms.municipalities.querysets import current_municipality


class NoAddressError(SuspiciousFileOperation, NotImplementedError):
    """A private file was asked for its address. (Wagtail takes NotImplementedError for "there is none".)"""


class _TownStorage(FileSystemStorage):
    """A file system storage whose root is the current municipality's folder, looked up at each use."""

    root_setting: str

    @property
    def base_location(self) -> str:
        return str(Path(getattr(settings, self.root_setting)) / current_municipality().schema_name)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())


@deconstructible(path="cms.media.storage.PublicTownStorage")
class PublicTownStorage(_TownStorage):
    """Served to anyone at /media/ of the municipality's own host."""

    root_setting = "MEDIA_ROOT"


@deconstructible(path="cms.media.storage.PrivateTownStorage")
class PrivateTownStorage(_TownStorage):
    """Never reachable by an address of the web server: a view hands the bytes out after asking a rule."""

    root_setting = "PRIVATE_ROOT"

    def url(self, name: str | None) -> str:
        raise NoAddressError("A private file has no address.")


def private_storage(*_args: Any) -> PrivateTownStorage:
    """For `FileField(storage=private_storage)`: keeps the storage's settings out of migrations."""
    return PrivateTownStorage()
