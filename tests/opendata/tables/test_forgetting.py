"""Earlier states of rows are dropped when they are older than the setting says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from opendata.tables.actions import publish_rows
from opendata.tables.forgetting import forget_old_history
from opendata.tables.models import Collection, Revision
from opendata.tables.shelf.history import changes_since
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_forest(forest: Register) -> Register:
    """Four revisions, a year apart."""
    for number in range(3):
        forest.put([{"rowid": 1, "species": f"{number}"}])
        publish_rows(forest.name, [1], by=None)
    for revision in Revision.objects.filter(collection__dataset__name=forest.name):
        age = timedelta(days=365 * (4 - revision.number) + 10)
        Revision.objects.filter(pk=revision.pk).update(at=timezone.now() - age)
    return forest


def test_the_state_at_the_border_can_still_be_asked_for(old_forest: Register, settings: Any) -> None:
    settings.HISTORY_DAYS = 500
    assert forget_old_history() == "1 earlier states of rows dropped"
    assert Collection.objects.named(old_forest.name).get().oldest_revision == 2
    assert [one.kind for one in changes_since(old_forest.name, 2, limit=9)] == ["changed"]
    assert forget_old_history() == "0 earlier states of rows dropped"


def test_history_without_a_limit_is_kept(old_forest: Register, settings: Any) -> None:
    settings.HISTORY_DAYS = 0
    forget_old_history()
    assert Collection.objects.named(old_forest.name).get().oldest_revision == 1
