"""Kinds of files that may be handed in, and the life of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file is, by its bytes; the value is the extension it is kept under."""

    JPEG = "jpg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    WEBP = "webp", _("WebP picture")
    GIF = "gif", _("GIF picture")
    HEIC = "heic", _("HEIC picture")
    PDF = "pdf", _("PDF document")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")
    PPTX = "pptx", _("PowerPoint slides")
    DOC = "doc", _("old Word document")
    XLS = "xls", _("old Excel workbook")
    ODT = "odt", _("OpenDocument text")
    ODS = "ods", _("OpenDocument spreadsheet")
    ODP = "odp", _("OpenDocument slides")
    TXT = "txt", _("plain text")
    CSV = "csv", _("table as text (CSV)")
    ZIP = "zip", _("ZIP archive")

    @property
    def content_type(self) -> str:
        """As it is said when the file is handed out."""
        return CONTENT_TYPES[self]


K = FileKind
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
CONTENT_TYPES: dict[FileKind, str] = {
    K.JPEG: "image/jpeg",
    K.PNG: "image/png",
    K.WEBP: "image/webp",
    K.GIF: "image/gif",
    K.HEIC: "image/heic",
    K.PDF: "application/pdf",
    K.DOCX: f"{_OOXML}wordprocessingml.document",
    K.XLSX: f"{_OOXML}spreadsheetml.sheet",
    K.PPTX: f"{_OOXML}presentationml.presentation",
    K.DOC: "application/msword",
    K.XLS: "application/vnd.ms-excel",
    K.ODT: f"{_ODF}text",
    K.ODS: f"{_ODF}spreadsheet",
    K.ODP: f"{_ODF}presentation",
    K.TXT: "text/plain; charset=utf-8",
    K.CSV: "text/csv; charset=utf-8",
    K.ZIP: "application/zip",
}
PICTURES = frozenset({K.JPEG, K.PNG, K.WEBP, K.GIF, K.HEIC})
OFFICE = frozenset({K.DOCX, K.XLSX, K.PPTX, K.ODT, K.ODS, K.ODP})
OLD_OFFICE = frozenset({K.DOC, K.XLS})
TEXTS = frozenset({K.TXT, K.CSV})
DOCUMENTS = frozenset({K.PDF, K.DOCX, K.ODT})
# What a picture is kept as: every browser shows these, and neither holds more than the picture.
KEPT_AS: dict[FileKind, FileKind] = {
    K.JPEG: K.JPEG,
    K.PNG: K.PNG,
    K.WEBP: K.WEBP,
    K.GIF: K.PNG,
    K.HEIC: K.JPEG,
}
# Other names that the same bytes go by.
OTHER_EXTENSIONS: dict[str, FileKind] = {
    "jpeg": K.JPEG,
    "jpe": K.JPEG,
    "jfif": K.JPEG,
    "heif": K.HEIC,
    "hif": K.HEIC,
}


@dataclass(frozen=True)
class FileRules:
    """What one question of a form takes. The limits hold for each file, but for `most_waiting`.

    `most_pixels` is asked of a picture's head, before anything is decoded; `longest_side` is what it is kept at
    (0: as it is). `active_pdfs`: PDF files with scripts, as fillable forms have, are taken too.
    `most_waiting`: files of one person that no form has taken yet.
    """

    kinds: frozenset[FileKind] = PICTURES | DOCUMENTS
    most_bytes: int = 10 * 1024 * 1024
    most_pixels: int = 50_000_000
    longest_side: int = 4096
    most_unpacked: int = 200 * 1024 * 1024
    active_pdfs: bool = False
    most_waiting: int = 50

    @property
    def accept(self) -> str:
        """For the `accept` attribute of the input: extensions, also those a telephone may use."""
        others = (name for name, kind in OTHER_EXTENSIONS.items() if kind in self.kinds)
        return ",".join(f".{name}" for name in [*sorted(kind.value for kind in self.kinds), *others])


class FileState(TextChoices):
    """Where a file stands with the scanner. Only a clean one is ever handed out."""

    RECEIVED = "received", _("waits for the virus scan")
    SCANNING = "scanning", _("is being scanned")
    CLEAN = "clean", _("no virus found")
    INFECTED = "infected", _("a virus was found")
    UNSCANNABLE = "unscannable", _("could not be scanned")


S = FileState
# The only moves there are. A worker that takes up what a killed one left stays in the same state.
MOVES: dict[FileState, frozenset[FileState]] = {
    S.RECEIVED: frozenset({S.SCANNING}),
    S.SCANNING: frozenset({S.SCANNING, S.CLEAN, S.INFECTED, S.UNSCANNABLE}),
    S.UNSCANNABLE: frozenset({S.SCANNING}),
    S.CLEAN: frozenset(),
    S.INFECTED: frozenset(),
}
UNDECIDED = (S.RECEIVED, S.SCANNING, S.UNSCANNABLE)
