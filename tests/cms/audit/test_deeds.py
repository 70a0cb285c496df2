"""The log of deeds: what gets in, who may read it, and that nobody changes it."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.accounts.registry import GROUPS
from cms.audit.actions import record
from cms.audit.models import Deed
from tests.factories.accounts import make_department, make_resident, make_staff

pytestmark = pytest.mark.django_db


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [("resident", 403), *((group, 200 if group == "Administrators" else 302) for group in GROUPS)],
)
def test_who_may_read_the_log(who, status):
    client = browser_of(make_resident("anna@town.test") if who == "resident" else make_staff(group=who))
    assert client.get("/admin/reports/deeds/").status_code == status


def test_the_list_shows_who_did_what_and_exports_it():
    chief = make_staff("chief@town.test", group="Administrators")
    record("felled", make_department(), by=chief, changes={"height": ["3", "<b>0</b>"]})
    record("swept", make_department("other"), by=None)
    client = browser_of(chief)
    page = client.get("/admin/reports/deeds/").content.decode()
    assert "felled" in page
    assert "&lt;b&gt;0&lt;/b&gt;" in page
    assert "<b>0</b>" not in page
    narrowed = client.get("/admin/reports/deeds/results/?verb=swept").content.decode()
    assert "swept" in narrowed
    assert "felled" not in narrowed
    export = client.get("/admin/reports/deeds/?export=csv")
    assert b"felled" in b"".join(export.streaming_content)


def test_a_line_outlives_the_person_and_the_thing():
    chief, department = make_staff("chief@town.test"), make_department()
    deed = record("closed", department, by=chief)
    department.delete()
    chief.delete()
    deed.refresh_from_db()
    assert (deed.by, deed.subject) == (None, "Πράσινο")


def test_staff_signing_in_are_noted_and_residents_are_not(client):
    client.force_login(make_resident("anna@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert not Deed.objects.exists()
    client.force_login(make_staff("ed@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert Deed.objects.get().verb == "signed in"


def test_no_address_of_the_admin_changes_a_deed():
    chief = make_staff("chief@town.test", group="Administrators")
    deed = record("closed", chief, by=chief)
    client = browser_of(chief)
    for path in (f"/admin/reports/deeds/{deed.pk}/", f"/admin/reports/deeds/{deed.pk}/delete/"):
        assert client.post(path).status_code == 404
    assert not chief.has_perm("cms_audit.delete_deed")
    assert not chief.has_perm("cms_audit.change_deed")
