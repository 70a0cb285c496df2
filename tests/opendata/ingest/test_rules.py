"""Who may bring data in, as a table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from opendata.ingest import rules
from tests.factories.accounts import make_resident, make_staff

pytestmark = pytest.mark.django_db


def person(kind: str) -> Any:
    if kind == "nobody":
        return AnonymousUser()
    if kind == "resident":
        return make_resident()
    if kind == "inactive":
        return make_staff(group="Data stewards", is_active=False)
    return make_staff(group=kind)


@pytest.mark.parametrize(
    ("kind", "publishes", "keeps_harvests"),
    [
        ("nobody", False, False),
        ("resident", False, False),
        ("inactive", False, False),
        ("Officers", False, False),
        ("Editors", True, False),
        ("Approvers", True, False),
        ("Data stewards", True, True),
        ("Administrators", True, True),
    ],
)
def test_rights_of_each_kind_of_person(kind: str, publishes: bool, keeps_harvests: bool) -> None:
    user = person(kind)
    assert rules.may_publish_data(user) is publishes
    assert rules.may_keep_harvests(user) is keeps_harvests
