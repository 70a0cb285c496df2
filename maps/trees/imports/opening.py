"""What kind of file is this: by its first bytes, not by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from maps.trees.errors import UnreadableFile
from maps.trees.imports.table import SourceTable
from maps.trees.imports.text_tables import open_text_table

SQLITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
DEFAULT_MAX_BYTES = 200 * 1024 * 1024


def max_bytes() -> int:
    """The largest file that is taken: the setting TREES_IMPORT_MAX_BYTES."""
    return int(getattr(settings, "TREES_IMPORT_MAX_BYTES", DEFAULT_MAX_BYTES))


def open_table(path: Path) -> SourceTable:
    """Opens a file of any kind that the import reads. Raises UnreadableFile with one sentence that says
    why not."""
    if not path.is_file():
        raise UnreadableFile(_("There is no such file."))
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile(_("The file is empty."))
    if size > max_bytes():
        raise UnreadableFile(
            _("The file is too large: %(size)s, and %(limit)s is the limit.")
            % {"size": filesizeformat(size), "limit": filesizeformat(max_bytes())}
        )
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(ZIP):
        return _open_zip(path)
    if start.startswith(SQLITE):
        return _layer(path, "gpkg")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _layer(path, "geojson")
    return open_text_table(path)


def _open_zip(path: Path) -> SourceTable:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as problem:
        raise UnreadableFile from problem
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > 5 * max_bytes():
        raise UnreadableFile(_("The file is too large once it is unpacked."))
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" in names:
        return _workbook(path)
    if any(name.lower().endswith(".shp") for name in names):
        return _layer(path, "shapefile")
    raise UnreadableFile(_("The archive holds neither a Shapefile nor a workbook."))


# The libraries behind these take seconds to load: only an import pays for it, not every process of the portal.
def _layer(path: Path, how: str) -> SourceTable:
    from maps.trees.imports.layers import open_layer

    return open_layer(path, how=how)


def _workbook(path: Path) -> SourceTable:
    from maps.trees.imports.workbooks import open_workbook

    return open_workbook(path)
