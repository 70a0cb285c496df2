"""The PDF: nothing that anybody typed is ever read as markup."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pyhanko.pdf_utils.reader import PdfFileReader

from cms.municipalities.models import Municipality
from engagement.documents.content import Content
from engagement.documents.placeholders import unknown_in
from engagement.documents.rendering import Sheet, render
from engagement.documents.richtext import blocks_of, words_of

TOWN = Municipality(
    schema_name="drawn",
    names={"el": "Δήμος Δοκιμής", "en": "Town of Trial"},
    addresses={"el": "Πλατεία 1", "en": "1 Square"},
)


def drawn(
    text: str = "<p>{name}</p>",
    *,
    language: str = "en",
    code: str = "K7QM-4XPD-9TRB-2WCH",
    host: str = "town.test",
    **values: str,
) -> bytes:
    content = Content(titles={"en": "Certificate", "el": "Βεβαίωση"}, texts={language: text}, series="T")
    return render(
        Sheet(
            content=content,
            language=language,
            values=values,
            town=TOWN,
            number="T-2026/00001",
            day="28 November 2026",
            code=code,
            verify_url=f"https://{host}/{language}/verify/{code}/",
        )
    )


def words(pdf: bytes) -> str:
    """As another program reads them."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    "name",
    [
        "#set page(fill: red)",
        '$x^2$ #read("/etc/passwd")',
        "\\ @ref <label> [a] *b* _c_ `d` ~ -- ---",
        "}] ) #panic() // /* x */",
        '"; data.title = "x',
    ],
)
def test_markup_in_an_answer_is_printed_as_it_was_typed(name: str) -> None:
    assert "".join(name.split()) in "".join(words(drawn(name=name)).split())


@pytest.mark.parametrize(
    "name",
    [
        "A" * 10_000,
        "Ά" * 10_000,
        "😀 漢字 ก",
        "שלום עולם",
        "مرحبا",
        "a\x00b\u202ec\ud800",
        "e\u0301" * 50,
        "\n\n\n",
        "",
    ],
)
def test_whatever_is_typed_becomes_a_document(name: str) -> None:
    assert drawn(name=name).startswith(b"%PDF-")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.text(max_size=300))
def test_any_text_becomes_a_document(name: str) -> None:
    assert drawn(name=name).startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_file_says_its_language_title_and_standards(language: str) -> None:
    pdf = drawn(language=language, name="x")
    root: Any = PdfFileReader(BytesIO(pdf)).root
    assert str(root["/Lang"]).startswith(language)
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    told = root["/Metadata"].data.decode()
    assert {"el": "Βεβαίωση", "en": "Certificate"}[language] in told
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_the_address_of_the_verify_page_can_be_copied() -> None:
    """Nothing is hidden in it, however long the town's name."""
    assert "https://e-services.agios-eystratios.test/en/verify/\n" in words(
        drawn(name="Maria", host="e-services.agios-eystratios.test")
    )


def test_a_preview_has_no_code_and_says_that_it_is_a_draft() -> None:
    told = words(drawn(code="", name="x"))
    # The word across the sheet is turned, and read letter by letter; the foot says it in a line.
    assert "not a document of the town hall" in " ".join(told.split())
    assert "Sealed electronically" not in told
    assert b"verify:" not in drawn(code="", name="x")


def test_the_editors_html_becomes_blocks_and_unknown_elements_lose_their_element_only() -> None:
    html = "<h2>A</h2><p>b <b>c<i>d</i></b><br/>e</p><ul><li>f</li><li>g</li></ul><hr/><script>x</script><a href='y'>z</a>"
    assert [block["kind"] for block in blocks_of(html)] == ["h2", "p", "ul", "hr", "p"]
    assert blocks_of(html)[1]["runs"][2] == {"text": "d", "bold": True, "italic": True}
    assert words_of(html) == "A\nb cd e\nf\ng\nz"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{name} {protocol}", []),
        ("{nam}", ["{nam}"]),
        ("{name", ["{name"]),
        ("name}", ["}"]),
        ("{ name }", ["{ name }"]),
        ("{Ονομα} {x} {x}", ["{Ονομα}", "{x}"]),
    ],
)
def test_braces_that_mean_nothing_are_found(text: str, unknown: list[str]) -> None:
    assert unknown_in(text, {"name", "protocol"}) == unknown
