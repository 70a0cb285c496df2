"""Every nasty file through the admin: published with its problems on the page, or refused with one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from opendata.ingest.actions import decide, work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload
from opendata.ingest.report import kinds_of
from opendata.tables.contract import FieldType
from opendata.tables.models import Collection
from tests.factories.uploads import inspect, publish_file
from tests.opendata.ingest.test_newer_states import NEWER
from tests.opendata.ingest.test_office import drop, send
from tests.opendata.ingest.test_publish_dataset import NASTY

pytestmark = pytest.mark.django_db


@pytest.mark.realdata
@pytest.mark.parametrize("name", NASTY)
def test_every_nasty_file_goes_through_the_admin(editor: Client, realdata: Path, name: str) -> None:
    assert drop(editor, (realdata / "nasty" / name).read_bytes(), name).status_code == 302
    upload = Upload.objects.get(file_name=name)
    work_on_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.INSPECTED, upload.refusal
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert page.status_code == 200
    for kind in kinds_of(upload.problems):
        assert str(kind.text) in page.text
    words = {"titles_el": "Δοκιμή", "titles_en": "A trial", "name": "nasty"}
    sent = send(editor, upload, publish="1", **words)
    assert sent.status_code == 302, sent.context["review"].forms
    work_on_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.PUBLISHED, upload.refusal
    assert Collection.objects.get(dataset=upload.dataset).row_count == NASTY[name]
    assert editor.get(reverse("ingest:upload", args=[upload.pk])).status_code in (200, 302)
    assert editor.get(f"/el/data/{upload.dataset.name}/").status_code == 200


def test_the_editor_is_told_that_another_type_breaks_programs(editor: Client) -> None:
    upload = inspect(NEWER, dataset=publish_file())
    columns = [
        replace(one, type=FieldType.TEXT) if one.key == "seats" else one for one in upload.decided.columns
    ]
    decide(upload, by=None, decisions=replace(upload.decided, columns=tuple(columns)))
    text = editor.get(reverse("ingest:upload", args=[upload.pk])).text
    assert "This breaks programs" in text
    assert "<strong>seats</strong>: was “Whole number” and is “Text” now" in text


def test_the_editor_is_not_alarmed_where_nothing_breaks(editor: Client) -> None:
    upload = inspect(NEWER, dataset=publish_file())
    assert "This breaks programs" not in editor.get(reverse("ingest:upload", args=[upload.pk])).text
