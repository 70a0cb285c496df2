"""Files and signatures of a form: they belong to its draft."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from PIL import Image

from cms.files.models import PrivateFile
from engagement.intake.definition import Step
from engagement.intake.forms import StepForm
from engagement.intake.kinds.base import kind_of
from tests.factories.hostile import EICAR
from tests.factories.questions import ask, asking, drawn, read, sent, shown, typed, uuid_of

pytestmark = pytest.mark.django_db(transaction=False)

PHOTOS = ask("file", settings={"most_files": 2, "kinds": ["jpg", "png", "pdf"]})


def picture(name: str = "tree.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_a_file_is_kept_with_the_draft_and_named() -> None:
    anna = asking()
    [file_id] = sent(PHOTOS, {}, anna, [picture()]).answers[PHOTOS.id]
    assert read(PHOTOS, [file_id], anna) == [file_id]
    assert shown(PHOTOS, [file_id]).startswith("tree.png (")
    page = drawn(PHOTOS, anna, [file_id])
    assert "tree.png" in page
    assert f"-remove-{file_id}" in page


def test_nobody_names_a_file_of_another_draft() -> None:
    [file_id] = sent(PHOTOS, {}, asking(), [picture()]).answers[PHOTOS.id]
    stranger = asking()
    assert typed(PHOTOS, {"-kept": [file_id]}, stranger) == ["Choose a file."]
    with pytest.raises(ValidationError, match="no longer here"):
        read(PHOTOS, [file_id], stranger)
    assert "tree.png" not in drawn(PHOTOS, stranger, [file_id])


def test_what_is_right_stays_when_another_file_is_refused() -> None:
    anna = asking()
    form = sent(PHOTOS, {}, anna, [picture(), SimpleUploadedFile("letter.pdf", b"MZ no pdf")])
    assert list(form.errors[f"q-{PHOTOS.id}"]) == [
        "letter.pdf: This kind of file is not taken here. You can send: JPEG picture, PDF document, PNG picture."
    ]
    assert "tree.png" in str(form[f"q-{PHOTOS.id}"])
    assert len(form.answers[PHOTOS.id]) == 1


JUNK = b"just words"


def test_a_file_that_is_refused_is_told_of_whichever_button_brought_it() -> None:
    told = "tree.jpg: This kind of file is not taken here. You can send: JPEG picture, PDF document, PNG picture."
    form = sent(PHOTOS, {"-upload": "1"}, asking(), [SimpleUploadedFile("tree.jpg", JUNK)])
    assert form.pressed == PHOTOS
    assert list(form.errors[f"q-{PHOTOS.id}"]) == [told]
    # Within a group too: by its own field, and in the summary by the entry.
    group = ask("group", name="trees", questions=(PHOTOS,))
    inner = f"q-{group.id}-0-q-{PHOTOS.id}"
    data = QueryDict(f"q-{group.id}-order=0&q-{group.id}-add=1")
    files: MultiValueDict[str, Any] = MultiValueDict({inner: [SimpleUploadedFile("tree.jpg", JUNK)]})
    step = Step(uuid_of("step"), {"en": "Step"}, questions=(group,))
    added = StepForm(step, asking=asking(), before={}, stored={}, data=data, files=files)
    assert added.pressed == group
    assert list(added.errors[f"q-{group.id}"]) == ["Please look at entry 1 again."]
    page = str(added[f"q-{group.id}"])
    assert page.count(told) == 1
    assert "Choose a file.</" not in page


def test_a_press_scolds_nobody_for_what_is_still_empty() -> None:
    form = sent(PHOTOS, {"-upload": "1"}, asking())
    assert form.pressed == PHOTOS
    assert not form.errors


def test_a_virus_is_refused_by_its_name() -> None:
    question = ask("file", settings={"kinds": ["txt"]})
    form = sent(question, {}, asking(), [SimpleUploadedFile("notes.txt", EICAR)])
    assert list(form.errors[f"q-{question.id}"]) == [
        "notes.txt: A virus was found in the file. It was not kept. Check your device before you try again."
    ]


def test_more_files_than_fit_are_refused() -> None:
    form = sent(PHOTOS, {}, asking(), [picture("1.png"), picture("2.png"), picture("3.png")])
    assert list(form.errors[f"q-{PHOTOS.id}"]) == ["You can send at most 2 files here. Remove the others."]
    assert len(form.answers[PHOTOS.id]) == 2


def test_a_removed_file_is_gone() -> None:
    anna = asking()
    [file_id] = sent(PHOTOS, {}, anna, [picture()]).answers[PHOTOS.id]
    form = sent(PHOTOS, {"-kept": [file_id], f"-remove-{file_id}": "1"}, anna)
    assert form.pressed == PHOTOS
    assert not form.errors
    assert not PrivateFile.objects.filter(pk=file_id).exists()


def test_nothing_is_stored_while_a_page_is_only_kept_or_previewed() -> None:
    sent(PHOTOS, {}, asking(acts=False), [picture()])
    sent(PHOTOS, {}, asking(is_preview=True), [picture()])
    sent(PHOTOS, {}, asking(draft=""), [picture()])
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("ids", [["x"], ["../../etc/passwd"], [None], [["a"]], ["a" * 40] * 100, {"a": 1}])
def test_tampered_ids_are_refused(ids: Any) -> None:
    with pytest.raises(ValidationError):
        read(PHOTOS, ids)


def test_what_is_sent_takes_its_files_along() -> None:
    anna = asking()
    answer = sent(PHOTOS, {}, anna, [picture()]).answers[PHOTOS.id]
    kind_of(PHOTOS).sent(PHOTOS, answer, anna, "submission:1")
    assert PrivateFile.objects.get().taker == "submission:1"


SIGNATURE = ask("signature")


def drawing() -> str:
    return "data:image/png;base64," + base64.b64encode(picture().read()).decode()


def test_a_signature_is_a_name_and_may_be_drawn() -> None:
    anna = asking()
    assert typed(SIGNATURE, "Anna Vlachou", anna) == {"name": "Anna Vlachou", "drawing": ""}
    answer = typed(SIGNATURE, {"": "Anna Vlachou", "-drawing": drawing()}, anna)
    assert read(SIGNATURE, answer, anna) == answer
    assert PrivateFile.objects.get().kind == "png"
    assert "Your drawing is kept" in drawn(SIGNATURE, anna, answer)
    with pytest.raises(ValidationError):
        read(SIGNATURE, answer, asking())


@pytest.mark.parametrize(
    "data",
    ["data:text/html;base64,PHNjcmlwdD4=", "data:image/png;base64,PHNjcmlwdD4=", "data:image/png;base64,%%%", "x" * 400_000],
)  # fmt: skip
def test_a_drawing_that_is_none_is_refused(data: str) -> None:
    assert typed(SIGNATURE, {"": "Anna Vlachou", "-drawing": data}) == [
        "The drawing cannot be read. Draw it again, or leave it out: your typed name is enough."
    ]
