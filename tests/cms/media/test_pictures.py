"""Pictures: which are taken, what they forget, and who sees the original."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.media.models import PortalImage
from tests.factories.accounts import make_resident, make_staff
from tests.factories.hostile import heic
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend=BACKEND)
    return client


def test_an_original_picture_is_for_staff_and_its_renditions_for_everybody(client):
    image = PortalImage.objects.create(title="Square", file=ContentFile(picture_bytes(), name="square.jpg"))
    rendition = image.get_rendition("width-20")
    assert client.get(rendition.url).status_code == 200
    assert client.get(image.file.url).status_code == 404
    assert browser_of(make_resident("anna@town.test")).get(image.file.url).status_code == 404
    answer = browser_of(make_staff()).get(image.file.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_forgets_where_it_was_taken(kind):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = "Telephone 12"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (37.0, 58.0, 0.0)
    data = picture_bytes(kind, exif=exif)
    assert b"Telephone" in data
    image = PortalImage.objects.create(title="Square", file=ContentFile(data, name=f"square.{kind.lower()}"))
    for file in (image.file, image.get_rendition("max-20x20").file):
        with file.storage.open(file.name) as kept:
            stored = kept.read()
        assert b"Telephone" not in stored
        assert not Image.open(BytesIO(stored)).getexif().get_ifd(0x8825)
    with image.file.storage.open(image.file.name) as kept:
        assert Image.open(kept).getexif().get(0x0112) == 6
    rendition = image.get_rendition("max-20x20")
    assert (rendition.width, rendition.height) == (15, 20), "and still stands upright"


@pytest.mark.parametrize(
    ("name", "data", "taken"),
    [
        ("a.jpg", picture_bytes(), True),
        ("a.png", picture_bytes("PNG"), True),
        ("a.webp", picture_bytes("WEBP"), True),
        ("a.gif", picture_bytes("GIF"), True),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', False),
        ("a.jpg", b"<html>", False),
        ("a.png", picture_bytes("JPEG"), False),
        ("a.tif", picture_bytes("TIFF"), False),
        ("a.php", picture_bytes(), False),
        ("a.jpg", picture_bytes()[:200], False),
        ("a.jpg", picture_bytes(size=(400, 400))[:-300], False),
        ("a.png", picture_bytes("PNG", (9000, 9000)), False),
    ],
    ids=[
        "jpeg",
        "png",
        "webp",
        "gif",
        "svg",
        "html as jpeg",
        "jpeg as png",
        "tiff",
        "php",
        "cut off early",
        "cut off late",
        "too many pixels",
    ],
)
def test_which_pictures_are_taken(name, data, taken):
    admin = browser_of(make_resident("chief@town.test", is_superuser=True))
    collection = Collection.get_first_root_node().pk
    answer = admin.post(
        "/admin/images/add/", {"title": "x", "file": SimpleUploadedFile(name, data), "collection": collection}
    )
    assert answer.status_code == (302 if taken else 200)
    assert get_image_model().objects.exists() == taken


def test_a_picture_that_is_too_large_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    admin = browser_of(make_resident("chief@town.test", is_superuser=True))
    file = SimpleUploadedFile("a.jpg", picture_bytes(size=(900, 900)))
    admin.post("/admin/images/add/", {"title": "x", "file": file, "collection": 1})
    assert not PortalImage.objects.exists()


def test_a_telephones_heic_becomes_a_jpeg_that_tells_nothing(admin_client):
    data = heic()
    answer = admin_client.post(
        "/admin/images/add/",
        {
            "title": "Square",
            "file": SimpleUploadedFile("IMG_0001.HEIC", data, "image/heic"),
            "collection": Collection.get_first_root_node().pk,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    image = PortalImage.objects.get()
    assert image.file.name.endswith(".jpg")
    with image.file.storage.open(image.file.name) as kept, Image.open(kept) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (48, 64), {})
    assert (image.width, image.height) == (48, 64)
    assert image.get_rendition("width-20").file.name.endswith(".jpg")
