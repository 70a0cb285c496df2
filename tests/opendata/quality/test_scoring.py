"""The 405 points, and what to put right next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.kit.reaching import answers_head
from opendata.catalog.dcat.entries import entries_of, entry_of
from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts, Distribution
from opendata.catalog.registry import distributions
from opendata.quality.metrics import ALL, BY_CODE, MOST_POINTS, Dimension, Rating, rating_of
from opendata.quality.scoring import Score, kept_scores, score
from opendata.quality.showing import staff_panel
from opendata.tables.actions import republish
from opendata.tables.contract import CollectionDefinition
from opendata.tables.models import Collection
from opendata.tables.registry import collections
from tests.factories.catalog import described
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def counted(name: str) -> Score:
    entry = entry_of(name)
    assert entry is not None
    return score(entry)


def test_the_points_are_those_of_the_eu() -> None:
    sums = {d: sum(metric.points for metric in ALL if metric.dimension is d) for d in Dimension}
    assert sums == {
        Dimension.FINDABILITY: 100,
        Dimension.ACCESSIBILITY: 100,
        Dimension.INTEROPERABILITY: 110,
        Dimension.REUSABILITY: 75,
        Dimension.CONTEXTUALITY: 20,
    }
    assert MOST_POINTS == 405
    assert len(BY_CODE) == len(ALL) == 23


@pytest.mark.parametrize(
    ("points", "rating"),
    [(405, "excellent"), (351, "excellent"), (350, "good"), (221, "good"), (220, "sufficient"), (121, "sufficient"),
     (120, "bad"), (0, "bad")],
)  # fmt: skip
def test_ratings_begin_where_the_eu_begins_them(points: int, rating: str) -> None:
    assert rating_of(points) == Rating(rating)


def test_a_fully_described_dataset_lacks_only_the_size_of_its_files(forest: Register) -> None:
    described(forest.name)
    found = counted(forest.name)
    assert {gap.code for gap in found.gaps} <= {"size"}
    assert found.rating is Rating.EXCELLENT


def test_a_file_of_known_size_has_every_point(forest: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    described(forest.name)

    def files(datasets: list[DatasetFacts]) -> dict[str, list[Distribution]]:
        path = f"/api/v1/collections/{forest.name}/items?f=csv"
        known = datasets[0]
        return {
            forest.name: [
                Distribution(
                    "csv", {"en": "CSV"}, "text/csv", "CSV", path, path,
                    byte_size=12, issued=known.issued, modified=known.updated_at,
                )
            ]
        }  # fmt: skip

    monkeypatch.setitem(distributions._things, "files of the test", files)
    assert counted(forest.name).points == 405


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"keywords": {}}, "keywords"),
        ({"covers_from": None, "covers_until": None}, "temporal"),
        ({"descriptions": {"el": "", "en": ""}}, "dcat-ap"),
        ({"contact": None}, "contact"),
        ({"access_rights": "SECRET"}, "access-rights-known"),
    ],
)
def test_what_is_left_out_costs_its_points_and_is_told(
    forest: Register, changes: dict[str, Any], code: str, town: Any
) -> None:
    town.email = town.phone = ""
    described(forest.name)
    before = counted(forest.name)
    described(forest.name, **changes)
    after = counted(forest.name)
    assert before.points - after.points == BY_CODE[code].points
    assert code in {gap.code for gap in after.gaps}


def test_subjects_count(forest: Register) -> None:
    described(forest.name).themes.clear()
    assert "theme" in {gap.code for gap in counted(forest.name).gaps}


def test_the_next_fix_is_the_one_with_the_most_points(forest: Register) -> None:
    described(forest.name, keywords={}, covers_from=None, covers_until=None)
    gaps = counted(forest.name).gaps
    assert [gap.code for gap in gaps[:2]] == ["keywords", "temporal"]


def test_an_address_is_asked_without_a_socket(forest: Register) -> None:
    for path in (
        f"/api/v1/collections/{forest.name}/items?f=csv",
        "/catalog.ttl",
        f"/el/data/{forest.name}/",
    ):
        assert answers_head(path), path
    for path in (
        "/api/v1/collections/nothing/items",
        "/no/such/thing",
        "https://example.org/",
        "/el/data/nothing/",
    ):
        assert not answers_head(path), path


def test_an_address_that_does_not_answer_costs_its_points(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    described(forest.name)
    broken = Distribution("x", {}, "text/csv", "CSV", "/api/v1/nothing", "/api/v1/nothing")
    monkeypatch.setattr(distributions, "_things", {"broken": lambda datasets: {forest.name: [broken]}})
    assert {"access", "download-reached"} <= {gap.code for gap in counted(forest.name).gaps}


def test_points_are_kept_until_something_that_counts_changes(
    forest: Register, count_queries: Callable[[], Any]
) -> None:
    dataset = described(forest.name)
    first = kept_scores(entries_of([dataset]))[forest.name]
    entries = entries_of([Dataset.objects.with_terms().get(name=forest.name)])
    with count_queries() as queries:
        assert kept_scores(entries)[forest.name] == first
    assert len(queries) == 0
    changed = described(forest.name, keywords={})
    assert kept_scores(entries_of([changed]))[forest.name].points == first.points - 30


@pytest.mark.parametrize("definition", list(collections), ids=lambda definition: definition.name)
def test_every_register_of_the_portal_comes_described_well_enough(
    town: Any, definition: CollectionDefinition
) -> None:
    town.email = "hall@town.test"
    republish(definition.name, by=None)
    # An empty register has no box of its own, and the trial's town has no boundary.
    Collection.objects.filter(dataset__name=definition.name).update(extent=[24, 38, 25, 39])
    found = counted(definition.name)
    assert found.points >= 351, [gap.code for gap in found.gaps]


def test_the_command_fails_for_a_weak_dataset(forest: Register, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_quality", least=0)
    assert forest.name in capsys.readouterr().out
    with pytest.raises(CommandError, match=forest.name):
        call_command("check_quality", least=405)


def test_staff_see_points_and_the_next_fix_on_the_form_and_in_the_list(
    admin_client: Client, forest: Register
) -> None:
    dataset = described(forest.name, keywords={})
    page = admin_client.get(reverse("datasets:edit", args=[dataset.pk])).content.decode()
    assert str(counted(forest.name).points) in page
    assert "qualitypanel" in page
    with override("en"):
        panel = staff_panel(None, dataset)
    assert "Keywords</strong> (+30)" in panel
    assert (
        f"{counted(forest.name).points} <span" in admin_client.get(reverse("datasets:index")).content.decode()
    )


def test_rows_that_are_not_published_yet_are_scored_as_they_will_be(forest: Register) -> None:
    dataset = described(forest.name, published=False)
    facts = DatasetFacts(
        name=forest.name,
        titles=dataset.titles,
        revision=1,
        row_count=10,
        updated_at=dataset.modified,
        issued=dataset.issued,
        has_geometry=True,
        extent=(24, 38, 25, 39),
    )
    with override("en"):
        assert "Excellent" in staff_panel(None, dataset, facts)
