"""Pictures are public in their own town; documents are handed out by rule; private files have no address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django_tenants.utils import tenant_context
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import PortalDocument
from cms.media.storage import NoAddressError
from tests.factories.accounts import make_resident, make_staff
from tests.factories.media import make_document, picture_bytes

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def everything_under(folder: str) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend=BACKEND)
    return client


def test_a_picture_is_served_with_its_kind_and_may_be_kept_for_a_day(client):
    name = default_storage.save("images/square.jpg", ContentFile(picture_bytes()))
    answer = client.get(f"/media/{name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == picture_bytes()
    assert not answer.cookies
    again = client.get(f"/media/{name}", HTTP_IF_MODIFIED_SINCE=answer["Last-Modified"])
    assert again.status_code == 304


def test_head_says_the_same_without_the_bytes(client):
    name = default_storage.save("images/square.jpg", ContentFile(picture_bytes()))
    answer = client.head(f"/media/{name}")
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(picture_bytes())))
    assert client.post(f"/media/{name}").status_code == 405


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "data.xml"])
def test_what_a_browser_could_run_is_only_offered_as_a_download(client, name):
    default_storage.save(f"files/{name}", ContentFile(b"<script>alert(1)</script>"))
    answer = client.get(f"/media/files/{name}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "images/../../secret.txt",
        "images/%2e%2e/%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "%2e%2e%5csecret.txt",
        "images//secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        ".hidden",
        "images/.git/config",
        "images",
        "images/",
        "nothing.jpg",
        "a%00b.jpg",
        "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_public_folder(client, path):
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "secret.txt").write_text("secret")
    default_storage.save("images/square.jpg", ContentFile(picture_bytes()))
    answer = client.get(f"/media/{path}")
    assert answer.status_code in {404, 302, 301}
    if answer.status_code != 404:
        assert client.get(answer["Location"]).status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(client, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    default_storage.save("images/square.jpg", ContentFile(picture_bytes()))
    link = Path(default_storage.path("images/link.txt"))
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    assert client.get("/media/images/link.txt").status_code == 404


def test_files_of_one_town_are_not_found_at_anothers_host(client, other_client, other_town):
    name = default_storage.save("images/only-here.jpg", ContentFile(picture_bytes()))
    document = make_document()
    assert client.get(f"/media/{name}").status_code == 200
    assert other_client.get(f"/media/{name}").status_code == 404
    assert other_client.get(f"/media/../{connection.schema_name}/{name}").status_code == 404
    assert other_client.get(document.url).status_code == 404
    with tenant_context(other_town):
        assert not default_storage.exists(name)
        assert str(other_town.schema_name) in default_storage.path("x")


def test_a_private_file_has_no_address_and_no_guess_finds_it(client):
    private = storages["private"]
    name = private.save("cases/passport.pdf", ContentFile(b"private"))
    with pytest.raises(NoAddressError):
        private.url(name)
    schema = connection.schema_name
    for guess in (
        f"/media/{name}",
        f"/media/../private/{schema}/{name}",
        f"/media/..%2f..%2fprivate%2f{schema}%2f{name}",
        f"/media/private/{schema}/{name}",
        f"/static/{name}",
        f"/static/../files/private/{schema}/{name}",
        f"/private/{name}",
        f"/files/private/{schema}/{name}",
        f"/{name}",
        f"/documents/1/{Path(name).name}",
    ):
        answer = client.get(guess, follow=True)
        assert answer.status_code == 404, guess
    assert Path(private.path(name)).is_relative_to(settings.PRIVATE_ROOT)


def test_a_document_lies_in_private_storage_and_comes_by_its_own_page_only(client):
    document = make_document()
    assert Path(document.file.path).is_relative_to(settings.PRIVATE_ROOT)
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_a_greek_file_name_reaches_the_browser(client):
    document = make_document("σχέδιο πόλης.csv", b"a,b")
    answer = client.get(document.url)
    assert f"filename*=UTF-8''{quote(document.filename)}" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "σχέδιο" in document.filename


@pytest.mark.parametrize("name", ["page.html", "drawing.svg"])
def test_a_document_that_a_browser_could_run_is_a_download(client, name):
    answer = client.get(make_document(name, b"<script>alert(1)</script>").url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("restriction", "visitor", "resident", "officer", "administrator"),
    [
        (None, 200, 200, 200, 200),
        (CollectionViewRestriction.LOGIN, 302, 200, 200, 200),
        (CollectionViewRestriction.GROUPS, 302, 302, 200, 200),
    ],
)
def test_who_may_read_a_document(restriction, visitor, resident, officer, administrator):
    collection = Collection.get_first_root_node().add_child(name="Council")
    document = make_document(collection=collection)
    staff = make_staff("officer@town.test", group="Officers")
    if restriction:
        rule = CollectionViewRestriction.objects.create(collection=collection, restriction_type=restriction)
        rule.groups.set(staff.groups.all())
    statuses = [
        browser.get(document.url).status_code
        for browser in (
            Client(SERVER_NAME="town.test"),
            browser_of(make_resident("anna@town.test")),
            browser_of(staff),
            browser_of(make_resident("chief@town.test", is_superuser=True)),
        )
    ]
    assert statuses == [visitor, resident, officer, administrator]


def test_a_private_document_leads_to_our_own_sign_in_page(client):
    collection = Collection.get_first_root_node().add_child(name="Council")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    answer = client.get(make_document(collection=collection).url)
    assert "/account/login/" in answer["Location"]


def test_wagtails_password_page_for_private_pages_is_gone(client):
    answer = client.get("/en/_util/login/?next=/en/")
    assert answer["Location"] == "/en/account/login/?next=/en/"
    assert client.post("/en/_util/login/", {"username": "x", "password": "y"}).status_code in {302, 405}


@pytest.mark.parametrize(
    ("name", "taken"),
    [("a.pdf", True), ("a.csv", True), ("a.html", False), ("a.svg", False), ("a.exe", False)],
)
def test_which_documents_are_taken(name, taken):
    admin = browser_of(make_resident("chief@town.test", is_superuser=True))
    data = {
        "title": "x",
        "file": SimpleUploadedFile(name, b"text"),
        "collection": Collection.get_first_root_node().pk,
    }
    assert admin.post("/admin/documents/add/", data).status_code == (302 if taken else 200)
    assert PortalDocument.objects.exists() == taken


def test_the_edit_page_of_a_document_works():
    admin = browser_of(make_resident("chief@town.test", is_superuser=True))
    document = make_document()
    page = admin.get(f"/admin/documents/edit/{document.pk}/")
    assert page.status_code == 200
    assert document.url in page.content.decode()


def test_uploads_lie_in_folders_by_town():
    make_document()
    assert all(
        connection.schema_name in path.parts
        for path in everything_under(settings.PRIVATE_ROOT)
        if "documents" in path.parts
    )
