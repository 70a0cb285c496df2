"""One look at a received file: what it is, whether that is wanted, and in which form it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cms.files.choices import TEXTS, FileKind, FileRules
from cms.files.errors import FileRefused, Refusal
from cms.files.looking.old_office import check_old_office
from cms.files.looking.pdfs import check_pdf
from cms.files.looking.pictures import make_anew
from cms.files.looking.sniffing import OLE, ZIP, head_of, is_pdf, may_be_text, picture_kind
from cms.files.looking.texts import as_utf8
from cms.files.looking.zips import check_zip
from cms.files.naming import ending_of


@dataclass(frozen=True)
class Looked:
    """What is to be kept: a file in the working folder, and its kind."""

    path: Path
    kind: FileKind


def look(path: Path, given_name: str, rules: FileRules, folder: Path) -> Looked:
    """Raises FileRefused. Neither the name nor what the request said of the kind is believed."""
    head = head_of(path)
    picture = picture_kind(head)
    if picture is not None:
        _demand(picture, rules)
        return Looked(*make_anew(path, picture, rules, folder))
    if is_pdf(head):
        _demand(FileKind.PDF, rules)
        check_pdf(path, rules)
        return Looked(path, FileKind.PDF)
    if head.startswith(ZIP):
        return Looked(path, _demand(check_zip(path, rules), rules))
    if head.startswith(OLE):
        return Looked(path, _demand(check_old_office(path), rules))
    return _text(path, head, given_name, rules, folder)


def _demand(kind: FileKind | None, rules: FileRules) -> FileKind:
    if kind is None or kind not in rules.kinds:
        raise FileRefused(Refusal.KIND, kinds=rules.kinds)
    return kind


def _text(path: Path, head: bytes, given_name: str, rules: FileRules, folder: Path) -> Looked:
    """A table is told from a text by its name alone: nothing else differs, and nothing depends on it."""
    wanted = rules.kinds & TEXTS
    kept = as_utf8(path, folder) if wanted and may_be_text(head) else None
    if kept is None:
        raise FileRefused(Refusal.KIND, kinds=rules.kinds)
    named_table = ending_of(given_name) == FileKind.CSV.value
    kind = FileKind.CSV if FileKind.CSV in wanted and (named_table or len(wanted) == 1) else FileKind.TXT
    return Looked(kept, kind)
