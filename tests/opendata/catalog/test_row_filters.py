"""The form beside the rows of a dataset: which filters it offers first, which not, and what it tells of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType
from opendata.tables.models import Collection
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db

CODES = {"good": {"en": "good", "el": "καλή"}, "dead": {"en": "dead", "el": "ξερό"}, "odd": {"en": "odd"}}


def text(name: str) -> Field:
    return Field(name, FieldType.TEXT, {"en": name.title()})


WIDE = (
    text("notes"),
    text("kind_el"),
    text("kind_en"),
    *(Field(f"size{n}", FieldType.NUMBER, {"en": f"Size {n}"}) for n in range(6)),
    Field("state", FieldType.TEXT, {"en": "State"}, codes=CODES),
    Field("kept", FieldType.BOOLEAN, {"en": "Kept"}),
    text("area"),
    text("area_el"),
    text("area_en"),
    text("nothing"),
    text("limit"),
)


@pytest.fixture
def wide(town: Any, enter: Callable[[Register], Register]) -> Register:
    """A table of many columns, one of them empty."""
    made = enter(register("wide-table", fields=WIDE))
    ensure_collection(made.definition)
    made.put(
        {
            "rowid": n,
            "geom": None,
            "notes": f"A long text of its own, {n}",
            "kind_el": f"Είδος {n % 40}",
            "kind_en": f"Kind {n % 40}",
            **{f"size{at}": n + at / 10 for at in range(6)},
            "state": "good" if n % 3 else "dead",
            "kept": n % 2 == 0,
            "area": f"0{n % 4}",
            "area_el": f"Βόρεια {n % 4}",
            "area_en": f"North {n % 4}",
        }
        for n in range(1, 61)
    )
    republish(made.name, by=None)
    return made


def rows_of(client: Client, made: Register, language: str = "en", **query: str) -> Any:
    response = client.get(f"/{language}/data/{made.name}/", {"fresh": "", **query})
    assert response.status_code == 200
    return response.context["rows"]


def names(fields: Any) -> list[str]:
    return [field.name for field in fields]


@pytest.mark.parametrize("language", ["en", "el"])
def test_what_people_ask_first_is_offered_first_in_their_language(
    client: Client, wide: Register, language: str
) -> None:
    form = rows_of(client, wide, language).form
    assert names(form.main) == [
        "q",
        f"kind_{language}__contains",
        "size0__gte",
        "size0__lte",
        "size1__gte",
        "size1__lte",
        "state",
        "kept",
        f"area_{language}__contains",
    ]
    behind = names(form.more)
    assert "notes__contains" in behind
    assert f"area_{'el' if language == 'en' else 'en'}__contains" in behind
    assert "nothing__contains" not in [*names(form.main), *behind], "it is empty"


def test_codes_that_no_row_has_are_not_offered_but_answered(client: Client, wide: Register) -> None:
    assert [code for code, _title in rows_of(client, wide).form.fields["state"].choices] == [
        "",
        "dead",
        "good",
    ]
    rows = rows_of(client, wide, state="odd")
    assert (rows.total, rows.active) == (0, 1)


def test_a_column_that_will_go_is_not_offered(client: Client, wide: Register) -> None:
    now = timezone.now()
    announcement = {
        "column": "kept",
        "announced_at": (now - timedelta(days=1)).isoformat(),
        "sunset_at": (now + timedelta(days=30)).isoformat(),
    }
    Collection.objects.filter(dataset__name=wide.name).update(announcements=[announcement])
    form = rows_of(client, wide).form
    assert "kept" not in form.fields
    assert "size2__gte" in names(form.main), "the next takes its place"


def test_a_filter_behind_the_press_stands_in_front_once_it_is_asked(client: Client, wide: Register) -> None:
    rows = rows_of(client, wide, notes__contains="own, 7")
    assert rows.total == 1
    assert "notes__contains" in names(rows.form.main)
    assert "notes__contains" not in names(rows.form.more)


def test_both_ends_of_a_range_stand_together(client: Client, wide: Register) -> None:
    form = rows_of(client, wide, size4__lte="20").form
    assert {"size4__gte", "size4__lte"} <= set(names(form.main))
    assert not {"size4__gte", "size4__lte"} & set(names(form.more))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"species": "x"}, [("species", "")]),
        (
            {"area_en": "North 1"},
            [("area_en", "/api/v1/collections/wide-table/items?f=html&area_en=North+1")],
        ),
        ({"sortby": ""}, [("sortby", "")]),
        ({"sortby": "size1"}, [("sortby", "/api/v1/collections/wide-table/items?f=html&sortby=size1")]),
        (
            {"kept": "true", "size1__gt": "9"},
            [("size1__gt", "/api/v1/collections/wide-table/items?f=html&kept=true&size1__gt=9")],
        ),
        ({"utm_source": "letter", "fbclid": "x", "page": "2", "all": "1", "kept": "true"}, []),
    ],
)
def test_what_filters_nothing_is_told_with_where_it_does(
    client: Client, wide: Register, query: dict[str, str], told: list[tuple[str, str]]
) -> None:
    rows = rows_of(client, wide, **query)
    assert [(one.name, one.url) for one in rows.ignored] == told
    for _name, url in told:
        assert not url or client.get(url).status_code == 200


def test_a_page_tells_of_what_filters_nothing_and_escapes_it(client: Client, wide: Register) -> None:
    page = client.get(f"/en/data/{wide.name}/", {"<b>species": "x"}).text
    assert "Part of the address changes nothing here: all rows are shown" in page
    assert "“&lt;b&gt;species” is no filter of this page." in page


def test_an_address_with_hundreds_of_unknown_names_tells_of_a_few(client: Client, wide: Register) -> None:
    assert len(rows_of(client, wide, **{f"x{n}": "1" for n in range(300)}).ignored) == 5
