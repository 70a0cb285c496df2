"""Names that people give their files."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.files.choices import FileKind
from cms.files.naming import safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Πιστοποιητικό γέννησης.pdf", "Πιστοποιητικό γέννησης.pdf"),
        (unicodedata.normalize("NFD", "Πιστοποιητικό.PDF"), "Πιστοποιητικό.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Άννα\\χαρτί.docx", "χαρτί.pdf"),
        ("invoice\u202egpj.exe", "invoice gpj.pdf"),
        ("photo.pdf.exe", "photo.pdf"),
        ("a\0b\r\nSet-Cookie: x=1.pdf", "a b Set-Cookie_ x=1.pdf"),
        ('"><img src=x onerror=alert(1)>.pdf', "___img src=x onerror=alert(1)_.pdf"),
        ("κεφάλαιο 12.5", "κεφάλαιο 12.5.pdf"),
        ("αίτηση v1.2.pdf", "αίτηση v1.2.pdf"),
        ("con", "file con.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        ("\u200b\u2066", "file.pdf"),
        ("α" * 300 + ".pdf", "α" * 100 + ".pdf"),
        (".htaccess", "htaccess.pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(given_name, kept):
    with translation.override("en"):
        assert safe_name(given_name, FileKind.PDF) == kept


@given(st.text(max_size=400), st.sampled_from(list(FileKind)))
def test_whatever_the_name_it_is_short_visible_and_no_path(given_name, kind):
    name = safe_name(given_name, kind)
    assert name.endswith(f".{kind.value}")
    assert len(name) <= 120
    assert not set(name) & set('<>:"|?*\\/')
    assert all(unicodedata.category(sign)[0] not in "C" for sign in name)
    assert not name.startswith((".", " "))
    assert safe_name(name, kind) == name, "and a second time it stays"
