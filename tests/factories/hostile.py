"""Files that nobody should trust, and honest ones to tell them from; all made here, none of them harmful."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

import pillow_heif
from PIL import Image, ImageDraw

from tests.factories.media import picture_bytes

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"
TELEPHONE = "Telephone 12"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def exif_of_a_telephone() -> Image.Exif:
    """Model, place, and a picture that lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = TELEPHONE
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (37.0, 58.0, 0.0)
    return exif


def photograph(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """With all that a telephone writes into it."""
    return picture_bytes(kind, size, exif=exif_of_a_telephone())


def heic(size: tuple[int, int] = (64, 48)) -> bytes:
    """What an iPhone sends: coloured halves, place and model in it."""
    picture = Image.new("RGB", size, "#c81e1e")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="#0b4a6f")
    out = BytesIO()
    pillow_heif.from_pillow(picture).save(out, exif=exif_of_a_telephone().tobytes(), quality=90)
    return out.getvalue()


def jpeg_and_page() -> bytes:
    """A picture to one program, a page with a script to another."""
    return picture_bytes("JPEG", comment=HTML) + HTML


def moving_gif() -> bytes:
    """Two frames."""
    out = BytesIO()
    frames = [Image.new("P", (20, 20), colour) for colour in (0, 1)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """One colour, one bit a point: a hundred million points in some kilobytes."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
        )

    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(line) for _row in range(height)) + packer.flush()
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def pdf(extra: bytes = b"", *, trailer: bytes = b"") -> bytes:
    """One empty page, and whatever is put beside it."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + extra
        + b"\ntrailer<</Root 1 0 R"
        + trailer
        + b">>\nstartxref\n0\n%%EOF\n"
    )


def pdf_with_packed_script() -> bytes:
    """The script stands in a compressed object stream, where no plain search finds it."""
    packed = zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>")
    return pdf(
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj"
        % (len(packed), packed)
    )


def pdf_of_many_streams() -> bytes:
    """Streams without an end, which a careless reader reads to the end of the file each."""
    return pdf(b"".join(b"obj<</Type/ObjStm>>stream\n%s\n" % zlib.compress(b"") for _number in range(60_000)))


def zip_of(parts: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """An archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(parts: Mapping[str, bytes | str] | None = None, types: str = CONTENT_TYPES) -> bytes:
    """A Word document that is nearly empty."""
    return zip_of({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(parts or {})})


def odt(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """The same in OpenDocument."""
    return zip_of(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>", **(parts or {})},
        packed=False,
    )


def docx_bomb() -> bytes:
    """300 MB of nothing in 300 kB."""
    return docx({"word/media/big.bin": bytes(300 * 1024 * 1024)})


def old_word(*entries: str) -> bytes:
    """The mark and the directory names of a file of Word 97."""
    names = ("Root Entry", "WordDocument", *entries)
    return OLE + b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in names)
