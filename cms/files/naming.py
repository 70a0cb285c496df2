"""Names that people gave their files, made safe to show, to log and to save on any machine."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from cms.files.choices import OTHER_EXTENSIONS, FileKind

MOST_CHARACTERS = 100
# Windows saves none of these, with whatever ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")
# Endings that are taken off even where they are not the file's own: they make people believe something.
BELIEVED = {kind.value for kind in FileKind} | set(OTHER_EXTENSIONS) | {
    "exe", "com", "scr", "bat", "cmd", "pif", "js", "jse", "vbs", "wsf", "hta", "lnk", "msi", "ps1", "jar", "apk",
    "html", "htm", "xhtml", "svg", "php", "sh", "docm", "xlsm", "pptm", "dotm", "xml", "rtf", "dll", "iso", "url",
}  # fmt: skip


def safe_name(given: str, kind: FileKind) -> str:
    """The last part of a path, without signs that cannot be seen or turn the text around, with the true ending."""
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    name = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    name = FORBIDDEN.sub("_", " ".join(name.split()))
    stem = _without_endings(name).strip(" .")[:MOST_CHARACTERS].strip(" .")
    if not stem or DEVICES.fullmatch(stem):
        stem = " ".join((_("file"), stem)).strip()
    return f"{stem}.{kind.value}"


def ending_of(given: str) -> str:
    """What the name claims to be, in lower case; empty where it claims nothing."""
    found = ENDING.search(given.strip())
    return found[1].lower() if found else ""


def _without_endings(name: str) -> str:
    while (found := ENDING.search(name)) and found[1].lower() in BELIEVED:
        name = name[: found.start()].rstrip(" .")
    return name
