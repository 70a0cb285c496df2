"""Two people at once, on two real connections."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from maps.trees import actions
from maps.trees.errors import SiteTaken
from maps.trees.models import Tree
from opendata.tables.models import Collection
from tests.factories.crowds import at_once
from tests.factories.trees import make_site

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]


def test_of_many_who_plant_in_one_site_exactly_one_wins(town: Any) -> None:
    site = make_site()
    results = at_once(lambda: actions.plant_tree(site, by=None), 6, town)
    assert [type(result) for result in results].count(Tree) == 1
    assert [type(result) for result in results].count(SiteTaken) == 5
    assert Tree.objects.filter(site=site).count() == 1
    assert Collection.objects.get(dataset__name="trees").row_count == 1


def test_many_who_plant_in_many_sites_all_succeed_and_are_published(town: Any) -> None:
    sites = iter([make_site(25 + number / 100) for number in range(6)])
    lock = threading.Lock()

    def plant() -> Tree:
        with lock:
            site = next(sites)
        return actions.plant_tree(site, by=None)

    results = at_once(plant, 6, town)
    assert {type(result) for result in results} == {Tree}
    assert Collection.objects.get(dataset__name="trees").row_count == 6
