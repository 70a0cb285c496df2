"""An editor of the town, and a newer file that waits for the editor's answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opendata.ingest.models import Upload
from tests.factories.accounts import make_staff
from tests.factories.uploads import inspect, publish_file
from tests.opendata.ingest.office import OTHER_COLUMNS, signed_in


@pytest.fixture
def editor(town: Any) -> Client:
    return signed_in(make_staff("editor@town.test", group="Editors"))


@pytest.fixture
def newer(editor: Client) -> Upload:
    return inspect(OTHER_COLUMNS, dataset=publish_file())
