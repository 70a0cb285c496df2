"""`manage.py publish_dataset`: the same way in, from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from opendata.catalog.models import Dataset
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload
from opendata.tables.models import Collection
from tests.factories.uploads import BENCHES, geojson

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _back_in_town(town: Any) -> Any:
    yield
    connection.set_tenant(town)  # type: ignore[attr-defined]  # what django-tenants adds


def run(file: Path, **options: Any) -> str:
    out = StringIO()
    given = {"title": "Παγκάκια", "title_en": "Benches", "municipality": "town.test", "language": "en"}
    call_command("publish_dataset", str(file), stdout=out, **{"yes": True, **given, **options})
    return out.getvalue()


def written(folder: Path, name: str = "benches.csv", content: str | bytes = BENCHES) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_is_published_and_what_was_understood_is_printed(tmp_path: Path) -> None:
    said = run(written(tmp_path))
    dataset = Dataset.objects.get(name="benches")
    assert dataset.titles == {"el": "Παγκάκια", "en": "Benches"}
    assert Collection.objects.get(dataset=dataset).row_count == 3
    assert "Rows: 3" in said
    assert "seats: integer" in said
    assert said.rstrip().endswith("Published: /data/benches/, revision 1.")


def test_totals_at_the_end_are_left_out_unless_they_are_to_be_kept(tmp_path: Path) -> None:
    content = "kind,n\na,1\nb,2\nΣύνολο,3\n"
    said = run(written(tmp_path, content=content), name="few")
    assert "Rows: 2, and 1 left out" in said
    assert "1 × The row is the total of the others (“Σύνολο”)." in said
    assert Collection.objects.get(dataset__name="few").row_count == 2
    said = run(written(tmp_path, content=content), name="all", keep_totals=True)
    assert "Rows: 3\n" in said
    assert Collection.objects.get(dataset__name="all").row_count == 3


def test_what_happened_to_columns_names_them(tmp_path: Path) -> None:
    said = run(written(tmp_path, content="n,a,b\n1,1/31/2020,1/30/2020\n2,2/3/2020,2/3/2020\n"))
    assert "The dates have the month first, as in the United States: read so. (a, b)" in said


def test_name_licence_key_and_coordinate_system_are_taken_from_the_options(tmp_path: Path) -> None:
    content = "nr,x,y\n1,476000,4204000\n2,476100,4204100\n"
    run(written(tmp_path, content=content), name="points", licence="CC0", key=["nr"], epsg=2100)
    dataset = Dataset.objects.get(name="points")
    assert dataset.licence.code == "CC0"
    collection = Collection.objects.get(dataset=dataset)
    assert collection.extent is not None
    assert 23 < collection.extent[0] < 24.5
    assert 37 < collection.extent[1] < 39


def test_problems_are_printed_and_written_to_the_report(tmp_path: Path) -> None:
    content = "code,lat,lon\nA,38.1,23.9\nB,0,0\nC,38.2,23.8\n"
    said = run(written(tmp_path, content=content), report=tmp_path / "problems.csv")
    assert "1 × The position is 0, 0" in said
    assert Collection.objects.get(dataset__name="benches").row_count == 2
    assert "0, 0" in (tmp_path / "problems.csv").read_text("utf-8-sig")


def test_the_name_of_a_published_file_makes_a_newer_state(tmp_path: Path) -> None:
    run(written(tmp_path))
    newer = written(tmp_path, content=BENCHES.replace("B2,Παγκάκι,4,2021-06-02\n", ""))
    said = run(newer, name="benches", title=None)
    assert "0 new, 0 changed, 1 gone." in said
    assert Collection.objects.get(dataset__name="benches").revision == 2


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("empty.csv", b"", {}, "empty"),
        ("picture.jpg", b"\xff\xd8\xff\xe0 nothing", {}, "This kind of file is not read here"),
        ("benches.csv", BENCHES, {"licence": "NO_SUCH"}, "There is no licence NO_SUCH."),
        ("benches.csv", BENCHES, {"key": ["nothing"]}, "The file has no column “nothing”."),
        ("benches.csv", BENCHES, {"title": None}, "Give the dataset a title"),
        ("benches.csv", BENCHES, {"name": "No Name"}, "The name has only the letters"),
        ("benches.csv", BENCHES, {"yes": False}, "add --yes"),
    ],
)
def test_a_refusal_is_one_sentence_and_publishes_nothing(
    tmp_path: Path, name: str, content: str | bytes, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(written(tmp_path, name, content), **options)
    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert not Collection.objects.filter(dataset__name="benches").exists()
    assert not Upload.objects.exclude(state__in=(UploadState.CANCELLED, UploadState.REFUSED)).exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "nothing.csv")


def test_a_municipality_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no municipality"):
        run(written(tmp_path), municipality="elsewhere.test")


def test_columns_named_like_words_of_sql_and_our_own_are_published(tmp_path: Path) -> None:
    content = 'select,key,geom,rowid,user,"a""b",100%,Α/Α\n1,k1,g,7,u,q,5,1\n2,k2,g,8,u,q,6,2\n'
    run(written(tmp_path, content=content))
    collection = Collection.objects.get(dataset__name="benches")
    assert collection.row_count == 2
    assert len(collection.fields) == 8


def test_four_hundred_columns_are_published(tmp_path: Path) -> None:
    head = ",".join(f"Στήλη με μεγάλο όνομα αριθμός {number}" for number in range(400))
    row = ",".join(str(number) for number in range(400))
    run(written(tmp_path, content=f"{head}\n{row}\n{row}\n"))
    assert len(Collection.objects.get(dataset__name="benches").fields) == 400


def test_the_demo_of_a_geojson_needs_no_more_than_a_title(tmp_path: Path) -> None:
    run(written(tmp_path, "places.geojson", geojson(("α", 24.0, 38.0))))
    assert Collection.objects.get(dataset__name="benches").has_geometry


NASTY = {
    "brussels_hotels_latin1_decimalcomma.csv": 638,
    "bubenec_4_layers.gpkg": 144,
    "dutch_addresses_epsg28992_shp.zip": 2481,
    "null_geom.geojson": 2,
    "nyc_boroughs_epsg2263.zip": 5,
    "polling_locations_shp.zip": 255,
    "six_counties_three_null.geojson": 6,
    "zurich_german_sample.csv": 7,
}


@pytest.mark.realdata
@pytest.mark.parametrize("name", NASTY)
def test_every_nasty_file_is_published_with_its_problems(realdata: Path, name: str) -> None:
    said = run(realdata / "nasty" / name)
    assert Collection.objects.get(dataset__name="benches").row_count == NASTY[name]
    if "null" in name:
        assert "The row has no position." in said


@pytest.mark.realdata
def test_no_nasty_file_is_left_out(realdata: Path) -> None:
    assert {path.name for path in (realdata / "nasty").iterdir()} == set(NASTY)
