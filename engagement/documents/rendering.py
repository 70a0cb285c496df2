"""The PDF: PDF/A-2a and PDF/UA-1, drawn in this process by typst from data."""

from __future__ import annotations

import base64
import json
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import segno
import typst
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.municipalities.models import Municipality
from engagement.documents.content import Content
from engagement.documents.errors import TemplateBroken
from engagement.documents.placeholders import filled
from engagement.documents.richtext import Block, blocks_of

LAYOUT = Path(__file__).parent / "layout" / "document.typ"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
INK = "#16222c"
# Stands for a letter that none of the fonts has: an emoji, a rare script. PDF/A refuses a page with a hole in it.
NO_GLYPH = "□"
# After so many unknown letters the rest is taken for unknown too.
MOST_LEARNED = 60
# A single word longer than this gets places where it may be broken.
LONGEST_WORD = 30
ZERO_WIDTH_SPACE = "\u200b"
# Pictures, and the address of the verify page: it is copied out of the file, so nothing may hide in it.
DRAWN_AS_IT_IS = frozenset({"qr", "crest", "verify_address"})

_lock = threading.Lock()
_compilers: list[typst.Compiler] = []
_unknown: set[str] = set()


@dataclass(frozen=True)
class Sheet:
    """What one PDF shows. `code` empty: a preview, without number and seal."""

    content: Content
    language: str
    values: dict[str, str]
    town: Municipality
    department: str = ""
    number: str = ""
    day: str = ""
    valid_until: str = ""
    code: str = ""
    verify_url: str = ""
    is_demonstration: bool = False
    at: datetime = field(default_factory=timezone.now)


def render(sheet: Sheet) -> bytes:
    """The PDF. Raises TemplateBroken where it cannot be made."""
    with override(sheet.language):
        data = _data(sheet)
    return _compile(data, sheet.at)


def _compile(data: dict[str, Any], at: datetime) -> bytes:
    problem = ""
    for _try in range(MOST_LEARNED):
        try:
            return _drawn(json.dumps(_drawable(data), ensure_ascii=False), at)
        except typst.TypstError as error:
            problem = str(error.message)
            if not _learn(problem):
                break
    raise TemplateBroken([problem[:300]])


def _drawn(text: str, at: datetime) -> bytes:
    """One at a time: the compiler is kept, with its fonts, and is not for several threads."""
    with _lock:
        if not _compilers:
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
            _compilers.append(
                typst.Compiler(LAYOUT, root=LAYOUT.parent, font_paths=fonts, ignore_system_fonts=True)
            )
        made = _compilers[0].compile(
            format="pdf",
            pdf_standards=list(STANDARDS),
            sys_inputs={"data": text},
            timestamp=at.replace(microsecond=0),
        )
    assert isinstance(made, bytes)
    return made


def _learn(problem: str) -> bool:
    """Which letters could not be drawn; False where that is not what went wrong."""
    found = re.search(r"the text `\"(.+?)\"` could not be displayed", problem, re.DOTALL)
    if found is None:
        return False
    told = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code.group(1), 16)), found.group(1))
    letters = {letter for letter in told if not letter.isascii()} - {NO_GLYPH}
    fresh = letters - _unknown
    _unknown.update(fresh)
    return bool(fresh)


def _drawable(thing: Any) -> Any:
    """Without control characters and letters that no font has; overlong words get places to break."""
    if isinstance(thing, dict):
        return {key: value if key in DRAWN_AS_IT_IS else _drawable(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_drawable(each) for each in thing]
    return _tidy(thing) if isinstance(thing, str) else thing


def _tidy(text: str) -> str:
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in _unknown:
            letters.append(NO_GLYPH)
        elif ord(letter) > 0x2FFF and not 0xFB00 <= ord(letter) <= 0xFEFC:
            # Beyond the scripts that the fonts have: not worth asking.
            letters.append("" if unicodedata.category(letter) in ("Mn", "Cf") else NO_GLYPH)
        elif unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn"):
            letters.append(" ")
        else:
            letters.append(letter)
    return re.sub(
        rf"\S{{{LONGEST_WORD},}}",
        lambda word: re.sub(r"(.{10})", rf"\1{ZERO_WIDTH_SPACE}", word.group(0)),
        "".join(letters),
    )


def _data(sheet: Sheet) -> dict[str, Any]:
    titles, content = sheet.content.titles, sheet.content
    town, language = sheet.town, sheet.language
    number = sheet.number or _("(number)")
    values = {**sheet.values, "number": number, "code": sheet.code}
    title = filled(_in(titles, language), values) or _("Document")
    issuer = _in(town.names, language)
    is_draft = not sheet.code
    return {
        "title": title,
        "language": language,
        "region": "GR" if language == "el" else "GB",
        "issuer": issuer,
        "department": sheet.department,
        "address": [line.strip() for line in _in(town.addresses, language).splitlines() if line.strip()][:4],
        "crest": _crest(town),
        "crest_alt": _("Crest of %(town)s") % {"town": issuer},
        "ink": INK,
        "brand": town.brand_deep,
        "keywords": [f"verify:{sheet.code}"] if sheet.code else [],
        "description": f"{title} {number}",
        "facts": _facts(sheet, number),
        "blocks": _blocks(content, language, values),
        "signatory": filled(_in(content.signatories, language), values),
        "sealed_word": "" if is_draft else _("Sealed electronically; valid without signature and stamp."),
        "draft": _("DRAFT") if is_draft else "",
        "footer": _("Draft: not a document of the town hall.") if is_draft else f"{issuer} · {number}",
        "page_word": _("Page"),
        **_verification(sheet),
    }


def _facts(sheet: Sheet, number: str) -> list[list[str]]:
    facts = [[_("Number"), number], [_("Date"), sheet.day]]
    if sheet.values.get("protocol"):
        facts.append([_("Protocol number"), sheet.values["protocol"]])
    if sheet.valid_until:
        facts.append([_("Valid until"), sheet.valid_until])
    return facts


def _blocks(content: Content, language: str, values: dict[str, str]) -> list[Block]:
    return blocks_of(_in(content.texts, language), lambda text: filled(text, values))


def _verification(sheet: Sheet) -> dict[str, str]:
    if not sheet.code:
        return dict.fromkeys(
            ("qr", "qr_alt", "verify_title", "verify_text", "verify_address", "code", "demonstration"), ""
        )
    return {
        "qr": segno.make(sheet.verify_url, error="m", micro=False).svg_inline(border=1, dark=INK),
        "qr_alt": _("QR code with the address of the page that says whether this document is genuine"),
        "verify_title": _("Is this document genuine?"),
        "verify_text": _(
            "Scan the code, or type it on the page below. The page says whether it still counts."
        ),
        "verify_address": sheet.verify_url.removesuffix(f"{sheet.code}/"),
        "code": sheet.code,
        "demonstration": _("DEMONSTRATION: the seal has no legal value.") if sheet.is_demonstration else "",
    }


def _crest(town: Municipality) -> str:
    """The picture within an SVG: data go into the layout as text."""
    if not town.crest:
        return ""
    try:
        with town.crest.open("rb") as file:
            picture = base64.b64encode(file.read()).decode()
    except OSError:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/png;base64,{picture}"/></svg>'
    )


def _in(texts: Any, language: str) -> str:
    """In the document's language; a document is never of two."""
    return str((texts or {}).get(language) or "")
