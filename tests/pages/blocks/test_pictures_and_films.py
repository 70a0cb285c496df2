"""Pictures with their words, galleries that work without a script, films with captions."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.blocks import StructBlockValidationError

from cms.media.films import check_captions, check_film, words_of
from cms.media.models import PortalImage, Video, VideoCaptions
from pages.blocks.picture import GalleryBlock, PictureBlock
from tests.factories.media import picture_bytes
from tests.factories.pages import content

pytestmark = pytest.mark.django_db

WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(5000)
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(100)
VTT = "WEBVTT\n\n1\n00:00.000 --> 00:02.000\n<v Anna>Καλώς ήρθατε &amp; καλημέρα.\n\n00:02.000 --> 00:04.000\nΤο σημείο\nανακύκλωσης.\n"


def picture(title: str = "Square") -> PortalImage:
    return PortalImage.objects.create(
        title=title, credit="Anna", file=ContentFile(picture_bytes(size=(900, 700)), name="square.jpg")
    )


def film(**fields: Any) -> Video:
    made = Video.objects.create(title="How it works", file=ContentFile(WEBM, name="film.webm"), **fields)
    VideoCaptions.objects.create(video=made, language="el", file=ContentFile(VTT.encode(), name="el.vtt"))
    return made


def shown(number: int, **more: Any) -> dict[str, Any]:
    return {"image": number, "alt": "The square", "decorative": False, "caption": "", **more}


@pytest.mark.parametrize(
    ("alt", "decorative", "wrong"),
    [
        ("The square", False, ""),
        ("", True, ""),
        ("", False, "alt"),
        ("  ", False, "alt"),
        ("x", True, "decorative"),
    ],
)
def test_a_picture_says_what_it_shows_or_that_it_is_decoration(
    alt: str, decorative: bool, wrong: str
) -> None:
    block = PictureBlock()
    value = block.to_python(shown(picture().pk, alt=alt, decorative=decorative))
    if not wrong:
        assert block.clean(value)["decorative"] is decorative
        return
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {wrong}


def test_a_picture_of_an_older_page_is_shown_as_before(client: Client) -> None:
    old = {"image": picture().pk, "alt": "The square in spring", "caption": "Spring"}
    content("Square", slug="square", blocks=[("picture", old)])
    page = client.get("/en/square/?fresh").content.decode()
    assert 'alt="The square in spring" loading="lazy"' in page
    assert "Spring <span>(Anna)</span>" in page


@pytest.mark.parametrize("cut", ["fill-640x240", "fill-800x320", "fill-480x360"])
def test_what_matters_in_a_picture_is_not_cut_away(cut: str) -> None:
    """A red sign at the right end of a wide blue picture, marked as its focal point."""
    drawn, out = Image.new("RGB", (2400, 400), "blue"), BytesIO()
    drawn.paste("red", (2200, 100, 2300, 200))
    drawn.save(out, "PNG")
    shot = PortalImage.objects.create(
        title="Sign",
        file=ContentFile(out.getvalue(), name="sign.png"),
        focal_point_x=2250,
        focal_point_y=150,
        focal_point_width=100,
        focal_point_height=100,
    )
    with shot.get_rendition(cut).file.open("rb") as file:
        colours = Image.open(file).convert("RGB").getcolors(1_000_000) or []
    assert any(red > 200 and blue < 60 for _count, (red, _green, blue) in colours)


def test_a_gallery_is_links_to_large_pictures(client: Client) -> None:
    pictures = [shown(picture(str(at)).pk) for at in range(3)]
    content("Square", slug="square", blocks=[("gallery", {"heading": "Before", "pictures": pictures})])
    page = client.get("/en/square/?fresh").content.decode()
    large = page.partition("data-gallery")[2].partition('<a href="')[2].partition('"')[0]
    assert client.get(large).headers["Content-Type"] == "image/jpeg"
    assert page.count('alt="The square" loading="lazy"') == 3


def test_a_gallery_costs_the_same_queries_however_many_pictures_it_has(
    django_assert_num_queries: Any,
) -> None:
    block = GalleryBlock()
    for count in (2, 6):
        pictures = [shown(picture(str(at)).pk) for at in range(count)]
        block.get_context(block.to_python({"heading": "", "pictures": pictures}))
        with django_assert_num_queries(2):
            block.get_context(block.to_python({"heading": "", "pictures": pictures}))


def test_a_film_plays_when_it_is_asked_to_and_has_its_words_as_text(client: Client) -> None:
    made = film(poster=picture())
    content("Film", slug="film", blocks=[("video", {"heading": "", "video": made.pk, "caption": ""})])
    response = client.get("/en/film/?fresh")
    page = response.content.decode()
    assert '<video class="film__frame" controls preload="none"' in page
    assert "autoplay" not in page
    assert f'<source src="{made.file.url}" type="video/webm">' in page
    assert 'kind="captions"' in page
    assert (
        '<div class="prose" lang="el"><p>Καλώς ήρθατε &amp; καλημέρα.<br>Το σημείο ανακύκλωσης.</p></div>'
        in page
    )
    assert "media-src 'self'" in response["Content-Security-Policy"]


def test_a_part_of_a_film_is_served_as_what_it_is(client: Client) -> None:
    made = film()
    part = client.get(made.file.url, headers={"range": "bytes=0-3"})
    assert (part.status_code, part["Content-Type"]) == (206, "video/webm")
    assert b"".join(part) == WEBM[:4]  # type: ignore[arg-type]  # a streamed answer
    captions = client.get(made.captions.get().file.url)
    assert captions["Content-Type"].startswith("text/vtt")
    assert captions["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("name", "body", "taken"),
    [
        ("film.mp4", MP4, True),
        ("film.webm", WEBM, True),
        ("film.mp4", WEBM, False),
        ("film.webm", MP4, False),
        ("film.mov", MP4, False),
        ("film.mp4", b"<html><script>alert(1)</script>", False),
        ("film.webm", b"\x1a\x45\xdf\xa3 matroska", False),
        ("film.mp4", b"", False),
        ("page.html", MP4, False),
    ],
)
def test_a_film_is_known_by_its_bytes_and_its_name(name: str, body: bytes, taken: bool) -> None:
    file = ContentFile(body, name=name)
    if taken:
        check_film(file)
        return
    with pytest.raises(ValidationError):
        check_film(file)


@pytest.mark.parametrize(
    ("name", "body", "taken"),
    [
        ("el.vtt", VTT.encode(), True),
        ("el.vtt", b"\xef\xbb\xbf" + VTT.encode(), True),
        ("el.txt", VTT.encode(), False),
        ("el.vtt", VTT.encode("utf-16"), False),
        ("el.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nΚαλημέρα".encode("iso-8859-7"), False),
        ("el.vtt", b"WEBVTT\n\nno time", False),
        ("el.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nSRT", False),
    ],
)
def test_captions_are_webvtt_in_utf8(name: str, body: bytes, taken: bool) -> None:
    file = ContentFile(body, name=name)
    if taken:
        check_captions(file)
        return
    with pytest.raises(ValidationError):
        check_captions(file)


def test_what_is_said_is_made_of_the_captions_once() -> None:
    twice = VTT + "\n00:04.000 --> 00:05.000\nΤο σημείο ανακύκλωσης.\n"
    assert words_of(twice.encode()) == "Καλώς ήρθατε & καλημέρα.\nΤο σημείο ανακύκλωσης."


def test_the_files_go_with_the_film(django_capture_on_commit_callbacks: Any) -> None:
    made = film()
    files = [(made.file.storage, made.file.name), (made.file.storage, made.captions.get().file.name)]
    with django_capture_on_commit_callbacks(execute=True):
        made.delete()
    assert [storage.exists(name) for storage, name in files] == [False, False]
