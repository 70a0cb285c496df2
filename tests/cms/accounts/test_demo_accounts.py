"""The demo's people, and that they exist nowhere else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.actions import DEMO_PASSWORD, ensure_demo_accounts, grant_group_permissions
from cms.accounts.errors import NotADemo
from cms.accounts.models import User
from cms.accounts.registry import ADMINISTRATORS, GROUPS

pytestmark = pytest.mark.django_db


def test_outside_the_demo_nobody_gets_the_known_password():
    with pytest.raises(NotADemo):
        ensure_demo_accounts()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("name", "lands_at"),
    [
        ("admin", "/admin/"),
        ("editor", "/admin/"),
        ("approver", "/admin/"),
        ("officer", "/admin/"),
        ("deputy", "/admin/"),
        ("supervisor", "/admin/"),
        ("inspector", "/admin/"),
        ("resident", "/en/my/"),
    ],
)
def test_each_of_them_signs_in_with_the_password_that_make_demo_prints(settings, name, lands_at):
    settings.DEMO = True
    ensure_demo_accounts()
    ensure_demo_accounts()
    assert User.objects.count() == 8
    client = Client(SERVER_NAME="town.test")
    answer = client.post(
        "/en/account/login/password/", {"login": f"{name}@demo.test", "password": DEMO_PASSWORD}
    )
    assert answer["Location"] == lands_at
    assert client.get(lands_at).status_code == 200


def test_granting_again_takes_nothing_away_that_was_given_by_hand():
    from django.contrib.auth.models import Permission

    editors = Group.objects.get(name="Editors")
    extra = Permission.objects.get(content_type__app_label="cms_accounts", codename="view_department")
    editors.permissions.add(extra)
    grant_group_permissions()
    assert extra in editors.permissions.all()
    everything = set().union(*(group.permissions.all() for group in Group.objects.filter(name__in=GROUPS)))
    assert everything - {extra} <= set(Group.objects.get(name=ADMINISTRATORS).permissions.all())
