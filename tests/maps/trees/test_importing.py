"""Files of trees with their oddities; each bad row is told, good rows are kept, the same file again changes nothing."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
import shapely
from django.core.management import CommandError, call_command

from cms.audit.models import Deed
from maps.trees import actions
from maps.trees.errors import UnreadableFile
from maps.trees.imports.problems import Reason, write_report
from maps.trees.models import PlantingSite, Species, Tree
from opendata.tables.models import Collection
from tests.factories.places import make_places
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[3] / "fixtures" / "samples" / "trees"


def read(name: str | Path, **options: Any) -> actions.importing.ImportResult:
    path = SAMPLES / name if isinstance(name, str) else name
    return actions.import_trees(path, source=options.pop("source", "survey"), by=None, **options)


@pytest.mark.parametrize("name", ["register_el.csv", "register_el_cp1253.csv", "register_el_iso88597.csv"])
def test_a_greek_file_in_any_encoding_gives_the_same_register(name: str) -> None:
    make_places()
    result = read(name)
    assert (result.read, result.trees, result.vacant, result.new_species) == (11, 2, 1, 1)
    assert {problem.line: problem.reason for problem in result.problems} == {
        5: Reason.BAD_NUMBER,
        6: Reason.NO_POSITION,
        7: Reason.NULL_ISLAND,
        8: Reason.OUT_OF_WORLD,
        9: Reason.BAD_DATE,
        10: Reason.OUT_OF_LIMITS,
        11: Reason.DUPLICATE,
        12: Reason.NUMBER_TAKEN,
    }
    tree = Tree.objects.get(source_ref="1")
    assert tree.species is not None
    assert (tree.species.botanical, tree.species.name_el) == ("Olea europaea", "Ελιά")
    assert (str(tree.girth_cm), str(tree.height_m), tree.condition) == ("120.5", "6.5", "good")
    assert str(tree.planted_on) == "2011-03-31"
    assert tree.site.address == "Οδός Ηρώων 12"
    assert tree.site.street is not None
    assert (tree.site.street.code, tree.site.district.code if tree.site.district else "") == (
        "heroes",
        "west",
    )
    assert PlantingSite.objects.vacant().get().source_ref == "3"


def test_the_same_file_again_changes_nothing() -> None:
    read("register_el.csv")
    before = list(Tree.objects.values().order_by("pk")), list(PlantingSite.objects.values().order_by("pk"))
    revision = Collection.objects.get(dataset__name="trees").revision
    again = read("register_el.csv")
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert before == (
        list(Tree.objects.values().order_by("pk")),
        list(PlantingSite.objects.values().order_by("pk")),
    )
    assert Collection.objects.get(dataset__name="trees").revision == revision


def test_a_changed_row_changes_its_tree_and_no_other(tmp_path: Path) -> None:
    read("register_el.csv")
    newer = tmp_path / "newer.csv"
    newer.write_text((SAMPLES / "register_el.csv").read_text("utf-8").replace("120,5", "130"), "utf-8")
    result = read(newer)
    assert (result.new, result.changed, result.same) == (0, 1, 2)
    assert str(Tree.objects.get(source_ref="1").girth_cm) == "130.0"


def test_work_by_hand_survives_the_same_file() -> None:
    read("register_el.csv")
    actions.update_tree(Tree.objects.get(source_ref="1"), by=None, condition="poor")
    read("register_el.csv")
    assert Tree.objects.get(source_ref="1").condition == "poor"


def test_a_felled_tree_does_not_rise_again(tmp_path: Path) -> None:
    from datetime import date

    read("register_el.csv")
    actions.fell_tree(Tree.objects.get(source_ref="1"), on=date(2024, 1, 1), reason="storm", by=None)
    newer = tmp_path / "newer.csv"
    newer.write_text((SAMPLES / "register_el.csv").read_text("utf-8").replace("120,5", "130"), "utf-8")
    result = read(newer)
    assert Reason.TREE_FELLED in {problem.reason for problem in result.problems}
    assert not Tree.objects.get(source_ref="1").stands


def test_american_classes_become_estimates_that_say_so() -> None:
    result = read("american.csv")
    assert (result.read, result.trees, result.vacant, result.stumps) == (8, 5, 1, 1)
    assert [(problem.line, problem.reason) for problem in result.problems] == [
        (7, Reason.NO_PLACE_FOR_A_TREE)
    ]
    middle = Tree.objects.get(site__address="12 ELM ST")
    assert (str(middle.girth_cm), middle.girth_precision) == ("75.8", "estimated")
    assert (str(middle.height_m), middle.height_class, middle.diameter_class) == (
        "6.9",
        "15-30 ft",
        "07-12 in",
    )
    open_ended = Tree.objects.get(girth_precision="at_least")
    assert str(open_ended.diameter_cm) == "78.7"
    assert open_ended.species == middle.species
    assert open_ended.site.note == "Sub Street"
    assert PlantingSite.objects.filter(position__dwithin=(open_ended.site.position, 0)).count() == 2


def test_a_common_name_that_no_species_bears_is_kept() -> None:
    read("american.csv")
    assert Tree.objects.get(species_as_given="Joshua tree").species is None
    unknown = Tree.objects.get(site__address="22 ELM ST")
    assert (unknown.species, unknown.species_as_given) == (None, "")
    assert set(Species.objects.values_list("botanical", "name_en")) == {
        ("Lagerstroemia indica", "Crape myrtle"),
        ("Jacaranda mimosifolia", "Jacaranda"),
    }


def test_a_geojson_in_another_system_is_brought_to_degrees() -> None:
    result = read("nad83.geojson")
    assert (result.trees, [problem.reason for problem in result.problems]) == (2, [Reason.NO_POSITION])
    assert result.problems[0].line == 3
    assert {round(site.position.x, 4) for site in PlantingSite.objects.all()} == {25.05}


def test_the_greek_grid_is_read_when_it_is_named() -> None:
    result = read("greek_grid.tsv", crs="EPSG:2100")
    assert result.trees == 2
    for site in PlantingSite.objects.all():
        assert (round(site.position.x, 1), round(site.position.y, 1)) == (26.2, 40.6)


def test_positions_that_are_no_degrees_are_refused_as_a_whole() -> None:
    with pytest.raises(UnreadableFile, match="2100"):
        read("greek_grid.tsv")
    assert not PlantingSite.objects.exists()


@pytest.mark.parametrize(("suffix", "driver"), [("gpkg", "GPKG"), ("shp.zip", "ESRI Shapefile")])
def test_layers_are_read(tmp_path: Path, suffix: str, driver: str) -> None:
    path = tmp_path / f"trees.{suffix}"
    points = geopandas.points_from_xy([684562.5, 684600.0], [4499786.2, 4499700.0])
    frame = geopandas.GeoDataFrame(
        {"id": [1, 2], "botanical": ["Olea europaea", None]}, geometry=points, crs=2100
    )
    frame.to_file(path, driver=driver)
    result = read(path)
    assert (result.trees, result.new_species, result.problems) == (2, 1, [])
    assert Tree.objects.filter(species__botanical="Olea europaea").count() == 1


def test_a_workbook_is_read_with_its_own_row_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["id", "lat", "lon", "botanical"],
        [1, 40.65, 25.05, "Olea europaea"],
        [],
        [2, "x", 25.05, "Olea"],
    ):
        book.active.append(row)
    book.save(tmp_path / "trees.xlsx")
    result = read(tmp_path / "trees.xlsx")
    assert result.trees == 1
    assert [(problem.line, problem.column, problem.value) for problem in result.problems] == [(4, "lat", "x")]


def test_a_quoted_cell_over_two_lines_does_not_shift_the_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "trees.csv"
    path.write_text('lat,lon,notes\n40.65,25.05,"two\nlines"\n0,0,bad\n', "utf-8")
    assert [problem.line for problem in read(path).problems] == [4]


def test_a_dry_run_counts_and_writes_nothing() -> None:
    result = read("register_el.csv", dry_run=True)
    assert result.new == 3
    assert not PlantingSite.objects.exists()
    assert not Species.objects.exists()
    assert not Deed.objects.filter(verb="trees.imported").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n\n"),
        ("header.csv", b"lat,lon\n"),
        ("prose.txt", b"A letter about trees.\nNothing more.\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 90),
        ("nowhere.csv", b"id,species\n1,Olea\n"),
        ("broken.geojson", b'{"type": "FeatureCollection", "features": ['),
        ("recipe.json", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector read /etc/passwd"}'),
        ("broken.zip", b"PK\x03\x04 not an archive"),
        ("broken.gpkg", b"SQLite format 3\0 not a database"),
    ],
)
def test_a_file_that_is_no_table_of_trees_is_refused_in_one_sentence(
    tmp_path: Path, town: Any, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("import_trees", str(path), municipality="town.test", language="en")
    assert str(refusal.value).count(". ") == 0
    assert str(refusal.value).endswith(".")
    assert refusal.value.returncode == 1
    assert not PlantingSite.objects.exists()


def test_a_file_over_the_limit_is_refused(tmp_path: Path, settings: Any) -> None:
    settings.TREES_IMPORT_MAX_BYTES = 10
    with pytest.raises(UnreadableFile, match="10"):
        read("american.csv")


def test_an_unknown_coordinate_system_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="EPSG:99"):
        read("american.csv", crs="EPSG:99")


def test_the_command_reports_every_bad_row_in_the_wanted_language(tmp_path: Path, town: Any) -> None:
    report = tmp_path / "report.csv"
    call_command(
        "import_trees",
        str(SAMPLES / "register_el.csv"),
        municipality="town.test",
        report=report,
        language="en",
        stdout=io.StringIO(),
    )
    rows = list(csv.reader(io.StringIO(report.read_bytes().decode("utf-8-sig"))))
    assert rows[0] == ["Line", "Column", "Value", "What is wrong"]
    assert [row[0] for row in rows[1:]] == ["5", "6", "7", "8", "9", "10", "11", "12"]
    assert rows[1][1:3] == ["Περίμετρος (εκ.)", "πολύ"]


def test_a_report_holds_no_formulas() -> None:
    from maps.trees.imports.problems import Problem

    text = write_report([Problem(1, Reason.BAD_NUMBER, "x", "=HYPERLINK(1)")], "en").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text


def test_an_import_is_one_deed_and_one_revision() -> None:
    make_tree()
    before = Collection.objects.get(dataset__name="trees").revision
    read("register_el.csv")
    assert Deed.objects.get(verb="trees.imported").changes["new"] == 3
    assert Collection.objects.get(dataset__name="trees").revision == before + 1


def test_the_same_numbers_of_another_source_are_other_trees() -> None:
    read("register_el.csv")
    read("register_el.csv", source="other")
    assert Tree.objects.count() == 4


def test_a_point_layer_without_geometry_tells_each_row(tmp_path: Path) -> None:
    path = tmp_path / "trees.geojson"
    frame = geopandas.GeoDataFrame({"id": [1, 2]}, geometry=[shapely.Point(25, 40.6), None], crs=4326)
    frame.to_file(path, driver="GeoJSON")
    assert [(problem.line, problem.reason) for problem in read(path).problems] == [(2, Reason.NO_POSITION)]


@pytest.mark.parametrize("header", ["address_en", "Διεύθυνση (αγγλικά)", "English address"])
def test_an_address_in_english_is_read(tmp_path: Path, header: str) -> None:
    file = tmp_path / "both.csv"
    file.write_text(f"lon,lat,διεύθυνση,{header}\n25.05,40.65,Πάρκο,The Park\n", "utf-8")
    read(file)
    site = PlantingSite.objects.get()
    assert (site.address, site.english_address) == ("Πάρκο", "The Park")
