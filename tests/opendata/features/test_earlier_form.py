"""An earlier revision is answered in the columns that it had: those that went since, and in the types of then."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from opendata.tables.actions import ensure_collection, forget_history, publish_rows, republish
from opendata.tables.contract import Field, FieldType
from opendata.tables.models import Collection, Description, Revision
from tests.factories.tables import (
    GIRTH,
    HEIGHT,
    PLANTED,
    PROTECTED,
    SEEN,
    SPECIES,
    Register,
    evolved,
    register,
)
from tests.opendata.features.reading import body

pytestmark = pytest.mark.django_db

API = "/api/v1/collections/orchard"
ROW = {
    "rowid": 1,
    "geom": "POINT(24 38)",
    "species": "Ελιά",
    "girth": 7,
    "height": 2.5,
    "planted": "2020-05-01",
    "protected": True,
    "seen": "2024-05-01T10:00:00Z",
}
GIRTH_IN_WORDS = Field("girth", FieldType.TEXT, {"en": "Girth"})
TASTE = Field("taste", FieldType.TEXT, {"en": "Taste"})


@pytest.fixture
def orchard(town: Any, enter: Callable[[Register], Register]) -> Register:
    """One row in revision 1, two in revision 2."""
    made = enter(register("orchard"))
    made.put([ROW])
    republish("orchard", by=None)
    made.put([{**ROW, "rowid": 2, "species": "Συκιά", "girth": None}])
    republish("orchard", by=None)
    return made


def change_form(
    enter: Callable[[Register], Register], standing: Register, *fields: Field, **values: Any
) -> Register:
    """The same two rows with other columns, as one more revision."""
    changed = enter(evolved(standing, fields))
    names = {field.name for field in fields}
    for rowid in (1, 2):
        row = {**ROW, **values, "rowid": rowid}
        changed.put([{name: row[name] for name in row if name in names | {"rowid", "geom"}}])
    ensure_collection(changed.definition)
    return changed


def answer(client: Client, query: str, address: str = "items", **headers: str) -> str:
    response = client.get(f"{API}/{address}?{query}", headers=headers)
    assert response.status_code == 200, response.content.decode()
    return body(response).decode()


def answers(client: Client, state: str, **headers: str) -> list[str]:
    """What is told of the rows themselves, in each format."""
    features = json.loads(answer(client, f"f=geojson{state}", **headers))["features"]
    rows = json.loads(answer(client, f"f=json{state}", **headers))["rows"]
    greek = [
        json.loads(line) for line in answer(client, f"f=ndjson&crs=EPSG:2100{state}", **headers).splitlines()
    ]
    return [
        json.dumps([features, rows, [one["properties"] for one in greek]]),
        answer(client, f"f=csv{state}", **headers),
    ]


def test_columns_that_went_and_changed_their_type_are_told_as_they_were(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    before = answers(client, "")
    change_form(enter, orchard, SPECIES, TASTE, GIRTH_IN_WORDS, taste="bitter", girth="seven")
    assert "bitter" in answers(client, "")[0]
    assert answers(client, "&revision=2") == before
    number = Revision.objects.get(number=2)
    then = {"accept-datetime": http_date(number.at.timestamp() + 1)}
    Revision.objects.filter(number=3).update(at=timezone.now() + timezone.timedelta(hours=1))
    assert answers(client, "", **then) == before


def test_every_type_is_read_out_of_the_texts_of_a_column_that_had_another_type_since(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    before = answers(client, "")
    in_words = [
        Field(one.name, FieldType.TEXT, {"en": "x"}) for one in (GIRTH, HEIGHT, PLANTED, PROTECTED, SEEN)
    ]
    changed = change_form(
        enter, orchard, SPECIES, *in_words, girth="a", height="b", planted="c", protected="d", seen="e"
    )
    in_between = answers(client, "")
    # And back again: the columns of the past have the right type, but hold nothing of revision 2.
    change_form(enter, changed, SPECIES, GIRTH, HEIGHT, PLANTED, PROTECTED, SEEN)
    assert answers(client, "&revision=2") == before
    assert answers(client, "&revision=3") == in_between


def test_a_column_of_then_can_be_asked_for_and_one_that_came_later_cannot(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    change_form(enter, orchard, SPECIES, TASTE, taste="sour")

    def found(query: str) -> list[int]:
        return [one["id"] for one in json.loads(answer(client, f"f=json&revision=2&{query}"))["rows"]]

    assert found("girth=7") == [1]
    assert found("girth__gte=8") == []
    assert found("filter=girth IS NULL") == [2]
    assert found("sortby=-species") == [2, 1]
    assert found("q=συκια") == [2]
    groups = json.loads(answer(client, "group_by=girth&sum=height&revision=2", "aggregates"))["groups"]
    assert [group["key"]["girth"] for group in groups] == [7, None]
    item = json.loads(answer(client, "revision=2", "items/1"))
    assert (item["properties"]["girth"], "taste" in item["properties"]) == (7, False)
    for query in ("taste=sour", "properties=taste", "sortby=taste"):
        assert client.get(f"{API}/items?revision=2&{query}").status_code == 400
    assert client.get(f"{API}/items?girth=7").status_code == 400


def test_pages_of_an_earlier_form_go_on_and_stand_as_a_page_for_people(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    change_form(enter, orchard, SPECIES)
    first = json.loads(answer(client, "revision=2&limit=1&girth__isnull=false&sortby=girth"))
    assert [one["properties"]["girth"] for one in first["features"]] == [7]
    page = answer(client, "revision=2&f=html&q=&girth__gte=")
    assert "Περίμετρος" in page or "Girth" in page
    next_page = json.loads(answer(client, "revision=2&limit=1"))
    [following] = [one["href"] for one in next_page["links"] if one["rel"] == "next"]
    assert [one["properties"]["height"] for one in client.get(following).json()["features"]] == [2.5]


def test_a_description_is_kept_once_for_as_long_as_it_can_be_asked_for(
    orchard: Register, enter: Callable[[Register], Register]
) -> None:
    orchard.drop([2])
    publish_rows("orchard", [2], by=None)
    changed = change_form(enter, orchard, SPECIES)
    change_form(enter, changed, SPECIES, TASTE)
    assert list(Description.objects.values_list("since", flat=True)) == [5, 4, 1]
    forget_history("orchard", 3)
    assert list(Description.objects.values_list("since", flat=True)) == [5, 4, 1]
    forget_history("orchard", 4)
    assert list(Description.objects.values_list("since", flat=True)) == [5, 4]


def test_a_state_whose_columns_nobody_kept_is_told_in_those_of_the_present(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    change_form(enter, orchard, SPECIES, GIRTH_IN_WORDS, girth="seven")
    Description.objects.filter(since__lt=3).delete()
    assert Collection.objects.named("orchard").get().revision == 3
    rows = json.loads(answer(client, "f=json&revision=2&properties=species"))["rows"]
    assert [row["species"] for row in rows] == ["Ελιά", "Συκιά"]


def difference(client: Client, number: int) -> str:
    response = client.get(
        f"/data/orchard/revisions/{number}/", headers={"accept-language": "en"}, follow=True
    )
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_page_of_a_revision_tells_which_columns_came_went_and_changed(
    client: Client, orchard: Register, enter: Callable[[Register], Register]
) -> None:
    changed = change_form(enter, orchard, SPECIES, TASTE, GIRTH_IN_WORDS, taste="sour", girth="seven")
    change_form(
        enter, changed, SPECIES, TASTE, GIRTH_IN_WORDS, PLANTED, taste="sour", girth="seven", planted=None
    )
    told = difference(client, 3)
    assert "New: Taste" in told
    assert "No longer there: Height, Planted, Protected, Seen" in told
    assert "With values of another type: Girth" in told
    # Of each row what was kept and differs; what became of whole columns is told once.
    assert "Girth 7 seven" in told
    assert "Taste no value sour" not in told
    assert "Height 2.5 no value" not in told
    later = difference(client, 4)
    assert "New: Planted" in later
    assert "In 2 rows nothing but these columns changed; they are not listed." in later
    assert "row 1" not in later


def test_the_page_of_a_revision_with_the_same_columns_tells_of_none(
    client: Client, orchard: Register
) -> None:
    told = difference(client, 2)
    assert "row 2" in told
    assert "columns changed" not in told


def test_pages_of_an_earlier_state_say_so_and_stay_in_it(client: Client, orchard: Register) -> None:
    """A row that is gone is found there, and the page of today says in words that it is not."""
    orchard.drop([2])
    publish_rows("orchard", [2], by=None)
    page = client.get(f"{API}/items?revision=2&f=html", headers={"accept-language": "en"}).content.decode()
    assert "As it was in revision 2, of" in page
    assert f"{API}/items/2?f=html&amp;revision=2" in page
    row = client.get(f"{API}/items/2?f=html&revision=2", headers={"accept-language": "en"})
    assert row.status_code == 200
    assert "As it was in revision 2, of" in row.content.decode()
    assert "Συκιά" in row.content.decode()
    now = client.get(f"{API}/items/2?f=html", headers={"accept-language": "en"})
    assert now.status_code == 404
    assert now["Content-Type"].startswith("text/html")
    assert "has no feature “2”" in now.content.decode()


def test_changes_since_nothing_are_all_rows_of_now(client: Client, orchard: Register) -> None:
    orchard.drop([1])
    publish_rows("orchard", [1], by=None)
    forget_history("orchard", 3)
    told = client.get(f"{API}/changes?since=0").json()["changes"]
    assert [(one["type"], one["id"]) for one in told] == [("added", 2)]


def test_there_was_no_revision_before_the_first(client: Client, orchard: Register) -> None:
    answered = client.get(f"{API}/items?revision=0", headers={"accept-language": "en"})
    assert answered.status_code == 400
    assert answered.json()["detail"] == "Revisions are numbered from 1 on."
