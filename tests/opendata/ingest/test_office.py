"""The pages of the admin: a file is dropped, reviewed, published, and a newer one compared."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from opendata.catalog.models import Dataset
from opendata.ingest.actions import work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import ColumnChange, Harvest, Upload
from opendata.ingest.tasks import work_on
from opendata.tables.models import Collection
from tests.factories.accounts import make_staff
from tests.factories.uploads import BENCHES, geojson, inspect, publish_file, receive
from tests.opendata.ingest.office import signed_in
from tests.opendata.ingest.test_newer_states import NEWER

pytestmark = pytest.mark.django_db


def drop(client: Client, content: str | bytes = BENCHES, name: str = "benches.csv", at: str = "") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(at or reverse("ingest:new"), {"file": SimpleUploadedFile(name, data)})


def form_of(client: Client, upload: Upload) -> dict[str, Any]:
    """What a browser would send: every input of the review as it stands."""
    review = client.get(reverse("ingest:upload", args=[upload.pk])).context["review"]
    sent: dict[str, Any] = {}
    for form in review.forms:
        for bound in form.visible_fields():
            value = bound.value()
            if isinstance(value, dict):
                for place, code in enumerate(("el", "en")):
                    sent[f"{bound.html_name}_{code}"] = value.get(code, "")
                    assert place < 2
            elif isinstance(value, bool):
                sent.update({bound.html_name: "on"} if value else {})
            elif value is not None:
                sent[bound.html_name] = value
    return sent


def send(client: Client, upload: Upload, **changes: Any) -> Any:
    return client.post(reverse("ingest:upload", args=[upload.pk]), {**form_of(client, upload), **changes})


def state_of(upload: Upload) -> str:
    upload.refresh_from_db()
    return str(upload.state)


@pytest.mark.parametrize("page", ["new", "uploads", "harvests", "new_harvest"])
@pytest.mark.parametrize(
    ("group", "statuses"),
    [
        ("Officers", {"new": 302, "uploads": 302, "harvests": 302, "new_harvest": 302}),
        ("Editors", {"new": 200, "uploads": 200, "harvests": 302, "new_harvest": 302}),
        ("Data stewards", {"new": 200, "uploads": 200, "harvests": 200, "new_harvest": 200}),
    ],
)
def test_pages_open_for_those_whom_the_rules_let_in(page: str, group: str, statuses: dict[str, int]) -> None:
    client = signed_in(make_staff(f"{group[:4].lower()}@town.test", group=group))
    assert client.get(reverse(f"ingest:{page}")).status_code == statuses[page]


def test_a_visitor_is_sent_to_the_door(client: Client) -> None:
    upload = receive()
    for name, arguments in (
        ("new", []),
        ("upload", [upload.pk]),
        ("report", [upload.pk]),
        ("progress", [upload.pk]),
    ):
        response = client.get(reverse(f"ingest:{name}", args=arguments))
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_way_from_the_file_to_the_dataset(editor: Client) -> None:
    response = drop(editor)
    upload = Upload.objects.get()
    assert response["Location"] == reverse("ingest:upload", args=[upload.pk])
    assert DBTaskResult.objects.filter(task_path=work_on.module_path).count() == 1
    waiting = editor.get(response["Location"])
    assert "Waits for its turn" in waiting.text
    assert '<meta http-equiv="refresh"' in waiting.text, "without JavaScript the page loads itself again"
    work_on_upload(upload.pk)
    review = editor.get(response["Location"])
    for text in ("Παγκάκι", "4 columns", "each value once", "What the catalogue will say"):
        assert text in review.text
    sent = send(editor, upload, publish="1", titles_el="Παγκάκια", titles_en="Benches")
    assert (sent.status_code, state_of(upload)) == (302, UploadState.PUBLISHING)
    work_on_upload(upload.pk)
    result = editor.get(response["Location"])
    assert "Published: 3 rows, revision 1." in result.text
    dataset = Dataset.objects.get(name="benches")
    assert dataset.titles == {"el": "Παγκάκια", "en": "Benches"}
    page = editor.get(f"/en/data/{dataset.name}/")
    assert page.status_code == 200


def test_no_file_is_an_error_by_the_field(editor: Client) -> None:
    response = editor.post(reverse("ingest:new"), {})
    assert response.status_code == 422
    assert "Choose a file first." in response.text


def test_errors_stand_by_their_fields_and_nothing_is_published(editor: Client) -> None:
    upload = inspect()
    response = send(
        editor, upload, publish="1", titles_el="", titles_en="", name="No Name", **{"column-0-key": "1x"}
    )
    assert response.status_code == 422
    review = response.context["review"]
    assert set(review.words.errors) == {"titles", "name"}
    assert "A key has only the letters" in response.text
    assert state_of(upload) == UploadState.INSPECTED


def test_a_wrong_key_is_an_error_by_the_column(editor: Client) -> None:
    upload = inspect()
    response = send(editor, upload, publish="1", **{"column-0-key": "1x"})
    assert response.status_code == 422
    assert "A key has only the letters" in str(response.context["review"].columns[0].errors["key"])
    response = send(editor, upload, publish="1", **{"column-0-key": "seats"})
    assert "Another column has the same key." in response.text


def test_a_label_that_is_a_programs_key_asks_for_words_and_blocks_nothing(editor: Client) -> None:
    upload = inspect("STOP_ID,Είδος,girth_cm\nB1,Παγκάκι,3\nB2,Βρύση,4\n", "stops.csv")
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    columns = page.context["review"].columns
    assert [form.asks_for_words for form in columns] == [True, False, True]
    assert [form.asks_for_language for form in columns] == [False, True, False]
    assert columns[1]["title_el"].help_text == ""
    assert "This is Greek." in columns[1]["title_en"].help_text
    assert "One column has the same label in both languages" in page.text
    assert 'aria-describedby="id_column-0-title_el_helptext"' in page.text
    assert "2 columns still have only the names that a program gave them" in page.text
    assert "Above, under “Columns”: STOP_ID, Είδος, girth_cm" in page.text
    words = {
        "column-0-title_el": "Κωδικός στάσης",
        "column-0-title_en": "Number of the stop",
        "column-1-title_en": "Kind",
        "column-2-private": "on",
    }
    send(editor, upload, save="1", **words)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert 'href="#id_keywords"' in page.text
    assert 'id="id_keywords"' in page.text
    assert "/datasets/edit/" not in page.text, "there is no dataset to lead to yet"
    assert page.context["review"].without_words == 0
    assert "in both languages" not in page.text
    assert send(editor, upload, publish="1", **{"column-0-title_el": "STOP_ID"}).status_code == 302


def test_the_title_of_another_dataset_is_told_once_and_then_taken(editor: Client) -> None:
    other = publish_file()
    Dataset.objects.filter(pk=other.pk).update(titles={"el": "Παγκάκια", "en": "Benches"})
    upload = inspect(name="more.csv")
    asked = send(editor, upload, publish="1", titles_el="ΠΑΓΚΑΚΙΑ", name="more")
    assert (asked.status_code, state_of(upload)) == (200, UploadState.INSPECTED)
    assert "Another dataset has this title" in asked.text
    assert reverse("datasets:edit", args=[other.pk]) in asked.text
    again = send(editor, upload, publish="1", titles_el="ΠΑΓΚΑΚΙΑ", name="more", namesakes=[other.pk])
    assert (again.status_code, state_of(upload)) == (302, UploadState.PUBLISHING)


def test_an_odd_word_among_numbers_is_told_by_the_type(editor: Client) -> None:
    rows = "".join(f"B{number},{number}\n" for number in range(1, 12))
    upload = inspect(f"code,height\n{rows}B12,abc\n", "heights.csv")
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert page.text.count("11 of 12 values are numbers, but not “abc” in line 13.") == 2


READ = """code;seen;built;share;open
A1;03/04/2025;25/12/2024;1.234,50;ναι
A2;05/06/2025;11/12/2024;0,25;όχι
A1;07/08/2025;01/02/2023;3;ναι
"""


def test_the_first_rows_are_shown_as_they_were_understood(editor: Client) -> None:
    upload = inspect(READ, "things.csv")
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    row = page.context["sample"]["rows"][0].cells
    assert [(cell.text, cell.written) for cell in row] == [
        ("A1", ""),
        ("3 April 2025", "03/04/2025"),
        ("25 December 2024", "25/12/2024"),
        ("1234.5", "1.234,50"),
        ("yes", "ναι"),
    ]
    assert "left out</span>" not in page.text
    by_custom, by_values = page.context["sample"]["order_of_days"]
    assert "taken to come first: 03/04/2025 is 3 April 2025" in by_custom
    assert "as some values show: 11/12/2024 is 11 December 2024" in by_values


def test_a_row_that_is_not_published_is_marked_among_the_first(editor: Client) -> None:
    page = editor.get(reverse("ingest:upload", args=[inspect("code,lat,lon\nA1,37.9,23.7\nA2,0,0\n").pk]))
    assert [row.left_out for row in page.context["sample"]["rows"]] == [False, True]
    assert page.text.count('<span class="data-tag data-tag--warn">left out</span> A2') == 1


AMERICAN = "code;seen;built\nA1;03/04/2025;25/12/2024\nA2;05/06/2025;11/12/2024\n"


def test_the_order_of_day_and_month_is_chosen_where_no_value_shows_it_and_holds_for_later_files(
    editor: Client,
) -> None:
    upload = inspect(AMERICAN, "things.csv")
    fields = editor.get(reverse("ingest:upload", args=[upload.pk])).context["review"].columns
    assert ["dates" in form.fields for form in fields] == [False, True, False]
    assert dict(fields[1].fields["dates"].choices) == {
        "dmy": "Day first: 03/04/2025 is 3 April 2025",
        "mdy": "Month first: 03/04/2025 is 4 March 2025",
    }
    send(editor, upload, **{"column-1-dates": "mdy", "titles_en": "Things", "column-0-is_key": "on"})
    assert state_of(upload) == UploadState.INSPECTING
    work_on_upload(upload.pk)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert page.context["sample"]["rows"][0].cells[1].text == "4 March 2025"
    assert "the month comes first, as was chosen" in page.context["sample"]["order_of_days"][0]
    send(editor, upload, publish="1")
    dataset = work_on_upload(upload.pk).dataset
    assert dataset is not None

    newer = inspect(AMERICAN.replace("05/06", "05/07"), "things.csv", dataset=dataset)
    assert newer.decided.columns[1].dates == "mdy"
    (changed,) = newer.comparison["changed_rows"]
    assert changed["values"] == [["seen", "2025-05-06", "2025-05-07"]]
    shown_by_values = inspect(AMERICAN.replace("05/06", "25/06"), "things.csv", dataset=dataset)
    seen = shown_by_values.decided.columns[1]
    assert (seen.dates, seen.chosen_dates) == ("dmy", "mdy")


def test_rows_that_are_left_out_are_not_counted_and_lead_to_the_reason(editor: Client) -> None:
    upload = inspect(READ, "things.csv")
    assert send(editor, upload, save="1", **{"column-0-is_key": "on"}).status_code == 302
    work_on_upload(upload.pk)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "<dd>2, and 1 left out</dd>" in page.text
    assert 'href="#problems-section"' in page.text
    assert "One thing is worth a look" in page.text
    assert "An earlier row (line 2) has the same key." in page.text


def test_a_row_of_a_file_without_lines_is_a_feature(editor: Client) -> None:
    upload = inspect(geojson(("A", 23.7, 37.9), ("B", 0.0, 0.0)), "places.geojson")
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "feature 2" in page.text
    assert "line 2" not in page.text


def test_what_is_kept_is_there_the_next_time(editor: Client) -> None:
    upload = inspect()
    send(
        editor,
        upload,
        save="1",
        titles_el="Παγκάκια",
        keywords_el="πάρκα, σκιά",
        **{"column-2-title_el": "Θέσεις"},
    )
    upload.refresh_from_db()
    assert upload.state == UploadState.INSPECTED
    assert upload.titles["el"] == "Παγκάκια"
    assert upload.keywords == {"el": ["πάρκα", "σκιά"]}
    assert upload.decided.columns[2].titles["el"] == "Θέσεις"


def test_another_coordinate_system_has_the_file_read_again_before_it_is_published(editor: Client) -> None:
    upload = inspect("nr,x,y\n1,476000,4204000\n2,476100,4204100\n", "points.csv")
    response = send(
        editor,
        upload,
        publish="1",
        **{"read-epsg": "32634", "read-mode": "xy", "read-first": "2", "read-second": "1"},
    )
    assert response.status_code == 302
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == UploadState.INSPECTED
    assert done.found is not None
    assert done.found.bounds is not None
    assert 20 < done.found.bounds[0] < 21.5
    send(editor, upload, publish="1")
    assert state_of(upload) == UploadState.PUBLISHING


def test_a_number_that_is_no_coordinate_system_is_an_error_by_the_field(editor: Client) -> None:
    upload = inspect(geojson(("a", 24.0, 38.0)), "places.geojson")
    response = send(editor, upload, publish="1", **{"read-epsg": "other", "read-other_epsg": "999998"})
    assert response.status_code == 422
    assert "No coordinate system has this number." in response.text


def test_the_map_is_drawn_without_a_script(editor: Client) -> None:
    upload = inspect(geojson(("a", 24.0, 38.0), ("b", 24.1, 38.1)), "places.geojson")
    page = editor.get(reverse("ingest:upload", args=[upload.pk])).text
    assert page.count('class="data-map__point"') == 2
    assert "style=" not in page.split('id="review"')[1].split("</form>")[0]


def test_problems_are_listed_and_can_be_taken_away(editor: Client) -> None:
    upload = inspect("code,lat,lon\nA,38.1,23.9\nB,0,0\nC,38.2,23.8\n", "points.csv")
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "The position is 0, 0" in page.text
    assert "line 3" in page.text
    report = editor.get(reverse("ingest:report", args=[upload.pk]))
    text = b"".join(report.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # what django-tenants adds
    assert text.splitlines()[0] == 'Line,Column,Value,"What is wrong, and what was done"'
    assert text.splitlines()[1].startswith("3,")
    assert report["Content-Disposition"].startswith("attachment")


def test_a_newer_file_is_compared_and_then_published(editor: Client) -> None:
    dataset = publish_file()
    response = drop(editor, NEWER, "benches-2.csv", at=reverse("ingest:new_state", args=[dataset.name]))
    assert response.status_code == 302
    upload = Upload.objects.get(file_name="benches-2.csv")
    work_on_upload(upload.pk)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "What changes" in page.text
    assert "<del>3</del> → <ins>5</ins>" in page.text
    send(editor, upload, publish="1")
    work_on_upload(upload.pk)
    assert Collection.objects.get(dataset=dataset).revision == 2


def test_a_renamed_column_goes_on_under_its_key(editor: Client) -> None:
    dataset = publish_file()
    upload = inspect(NEWER.replace("seats", "Θέσεις"), dataset=dataset)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "This breaks programs" in page.text
    first = send(editor, upload, publish="1", **{"farewell-seats": "column-2"})
    assert first.status_code == 302
    again = work_on_upload(upload.pk)
    assert again is not None
    assert again.comparison["changed"] == 1
    send(editor, upload, publish="1")
    work_on_upload(upload.pk)
    assert [field["name"] for field in Collection.objects.get(dataset=dataset).fields] == [
        "code",
        "kind",
        "seats",
        "made",
    ]
    assert not ColumnChange.objects.exists()
    following = inspect(NEWER.replace("seats", "Θέσεις").replace("B4", "B5"), dataset=dataset)
    assert following.decided.columns[2].key == "seats", "remembered"


def test_a_column_that_is_gone_must_be_answered_for_on_the_page(editor: Client) -> None:
    dataset = publish_file()
    upload = inspect("code,kind,made\nB1,Παγκάκι,2020-05-01\n", dataset=dataset)
    response = send(editor, upload, publish="1")
    assert response.status_code == 422
    assert "Say what becomes of this column." in response.text


def test_without_a_key_the_difference_says_how_to_choose_one(editor: Client) -> None:
    dataset = publish_file("name,share\nΑ,1.5\nΒ,2.5\n", "things.csv")
    upload = inspect("name,share\nΑ,1.5\nΒ,3.5\n", dataset=dataset)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert [page.context["difference"][kind] for kind in ("added", "changed", "removed")] == [1, 0, 1]
    assert "recognised by all of its values" in page.text
    assert page.context["difference"]["possible_keys"] == ["name"], "a measure names no row"


def test_two_gone_columns_cannot_both_be_the_same_new_one(editor: Client) -> None:
    dataset = publish_file()
    upload = inspect("code,Νέα,made\nB1,5,2020-05-01\n", dataset=dataset)
    same = {"farewell-kind": "column-1", "farewell-seats": "column-1"}
    for button in ("publish", "save"):
        response = send(editor, upload, **{button: "1"}, **same)
        assert response.status_code == 422
        farewell = response.context["review"].farewell
        assert list(farewell.errors) == ["farewell-seats"]
        assert [farewell[name].value() for name in same] == ["column-1", "column-1"], "what was chosen stays"
    assert "Another column is this one already." in response.text


def test_the_button_cancel(editor: Client) -> None:
    upload = inspect()
    editor.post(reverse("ingest:cancel", args=[upload.pk]))
    assert state_of(upload) == UploadState.CANCELLED
    assert "Cancelled. Nothing was published." in editor.get(reverse("ingest:upload", args=[upload.pk])).text


def test_a_refused_file_says_why_and_offers_another(editor: Client) -> None:
    upload = receive(b"\xff\xd8\xff\xe0 nothing", "picture.jpg")
    work_on_upload(upload.pk)
    page = editor.get(reverse("ingest:upload", args=[upload.pk]))
    assert "This kind of file is not read here." in page.text
    assert "Try another file" in page.text


def test_the_fragment_of_the_progress_leads_on_at_the_end(editor: Client) -> None:
    upload = receive()
    first = editor.get(reverse("ingest:progress", args=[upload.pk]))
    assert "HX-Redirect" not in first
    work_on_upload(upload.pk)
    assert editor.get(reverse("ingest:progress", args=[upload.pk]))["HX-Redirect"].endswith(f"/{upload.pk}/")


def test_looking_at_the_progress_takes_up_what_a_killed_worker_left(editor: Client) -> None:
    upload = receive()
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.INSPECTING)
    editor.get(reverse("ingest:progress", args=[upload.pk]))
    assert DBTaskResult.objects.filter(task_path=work_on.module_path).count() == 1


def test_datasets_are_listed_by_their_titles_in_the_readers_language(editor: Client) -> None:
    dataset = publish_file()
    titles = ({"el": "Ώρες", "en": "An hour"}, {"el": "άλση", "en": "Zoos"}, {"el": "Βρύσες"})
    for number, one in enumerate(titles):
        Dataset.objects.create(name=f"d-{number}", titles=one, licence=dataset.licence)
    wanted = {"en": ["An hour", "Zoos", "Βρύσες"], "el": ["άλση", "Βρύσες", "Ώρες"]}
    for language, order in wanted.items():
        page = editor.get(reverse("datasets:index"), headers={"accept-language": language})
        shown = [one for one in page.context["object_list"] if one.name.startswith("d-")]
        with override(language):
            assert [one.title for one in shown] == order


def test_the_list_of_datasets_leads_to_new_files(editor: Client) -> None:
    publish_file()
    page = editor.get("/admin/datasets/").text
    assert reverse("ingest:new") in page
    assert reverse("ingest:new_state", args=["benches"]) in page


@pytest.mark.parametrize(("language", "said"), [("en", "yes"), ("el", "ναι")])
def test_that_a_dataset_is_open_to_everybody_is_told_in_words_of_the_page(
    editor: Client, language: str, said: str
) -> None:
    publish_file()
    page = editor.get("/admin/datasets/", headers={"accept-language": language}).text
    told = re.findall(r'<span class="w-sr-only">\s*(\S+)\s*</span>', page)
    assert said in told
    assert "True" not in told


def test_four_hundred_columns_can_be_reviewed(editor: Client) -> None:
    head = ",".join(f"c{number}" for number in range(400))
    upload = inspect(f"{head}\n{','.join('1' * 400)}\n", "wide.csv")
    assert send(editor, upload, publish="1").status_code == 302
    assert state_of(upload) == UploadState.PUBLISHING


def test_what_is_in_a_file_is_never_taken_for_a_page(editor: Client) -> None:
    upload = inspect("a,<script>alert(1)</script>\n1,<img src=x onerror=alert(2)>\n", "<b>.csv")
    page = editor.get(reverse("ingest:upload", args=[upload.pk])).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_data_steward_keeps_addresses(settings: Any, town: Any) -> None:
    settings.HARVEST_HOSTS = ["data.example.org"]
    steward = signed_in(make_staff("steward@town.test", group="Data stewards"))
    dataset = publish_file()
    sent = {
        "dataset": dataset.pk,
        "source": "https://elsewhere.test/x.csv",
        "every_hours": 12,
        "active": "on",
    }
    refused = steward.post(reverse("ingest:new_harvest"), sent)
    assert refused.status_code == 422
    assert "is not among the hosts" in refused.text
    assert not Harvest.objects.exists()
