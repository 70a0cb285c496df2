"""Settings -> Users and Settings -> Departments."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.models import Department, User
from cms.audit.models import Deed
from tests.factories.accounts import make_department, make_resident, make_staff

pytestmark = pytest.mark.django_db


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def chief() -> Client:
    """An administrator's browser."""
    return browser_of(make_staff("chief@town.test", group="Administrators"))


def test_a_new_person_needs_no_password_and_gets_their_groups(chief):
    editors = Group.objects.get(name="Editors")
    department = make_department()
    page = chief.get("/admin/users/new/")
    assert page.status_code == 200
    assert 'name="username"' not in page.content.decode()
    answer = chief.post(
        "/admin/users/new/",
        {
            "email": "Eleni@Town.test",
            "first_name": "Ελένη",
            "last_name": "Π",
            "groups": [editors.pk],
            "department": department.pk,
        },
    )
    assert answer.status_code == 302
    eleni = User.objects.get(email="eleni@town.test")
    assert not eleni.has_usable_password()
    assert list(eleni.groups.all()) == [editors]
    assert eleni.department == department
    deed = Deed.objects.get(verb="created", subject_id=str(eleni.pk))
    assert deed.by.email == "chief@town.test"
    assert deed.changes["groups"] == ["Editors"]


def test_an_address_that_somebody_has_is_refused_in_any_case(chief):
    make_resident("anna@town.test")
    answer = chief.post("/admin/users/new/", {"email": "ANNA@town.test", "first_name": "A", "last_name": "B"})
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors


def test_a_changed_address_is_the_only_one_that_signs_in(chief):
    anna = make_resident("anna@town.test")
    page = chief.get(f"/admin/users/edit/{anna.pk}/")
    assert page.status_code == 200
    answer = chief.post(
        f"/admin/users/edit/{anna.pk}/",
        {"email": "new@town.test", "first_name": "A", "last_name": "B", "is_active": "on"},
    )
    assert answer.status_code == 302
    assert list(EmailAddress.objects.filter(user=anna).values_list("email", "verified")) == [
        ("new@town.test", False)
    ]
    browser = Client(SERVER_NAME="town.test")
    browser.post("/en/account/login/", {"login": "anna@town.test"})
    from django.core import mail

    assert not any(
        message.to == ["anna@town.test"] and "code" in message.subject.lower() for message in mail.outbox
    )


def test_the_list_of_people_and_their_search_work(chief):
    make_resident("anna@town.test")
    assert "anna@town.test" in chief.get("/admin/users/").content.decode()
    assert "anna@town.test" in chief.get("/admin/users/?q=anna").content.decode()


@pytest.mark.parametrize("group", ["Editors", "Approvers", "Officers", "Data stewards"])
def test_only_administrators_manage_people_and_departments(group):
    client = browser_of(make_staff(group=group))
    for path in (
        "/admin/users/",
        "/admin/users/new/",
        "/admin/departments/",
        "/admin/departments/new/",
        "/admin/groups/",
    ):
        assert client.get(path).status_code == 302, path


def test_a_department_is_made_and_changed(chief):
    answer = chief.post(
        "/admin/departments/new/",
        {"code": "green", "names_el": "Πράσινο", "names_en": "Green", "email": "", "phone": ""},
    )
    assert answer.status_code == 302
    green = Department.objects.get(code="green")
    assert chief.get(f"/admin/departments/edit/{green.pk}/").status_code == 200
    chief.post(
        f"/admin/departments/edit/{green.pk}/",
        {"code": "green", "names_el": "Πράσινο", "names_en": "Greenery", "email": "", "phone": "1"},
    )
    green.refresh_from_db()
    assert green.names == {"el": "Πράσινο", "en": "Greenery"}
    assert [
        deed.verb for deed in Deed.objects.filter(subject_type="cms_accounts.department").order_by("pk")
    ] == ["created", "changed"]
    assert "Greenery" in chief.get("/admin/departments/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_ones_own_account_page_in_the_admin_works(chief):
    assert chief.get("/admin/account/").status_code == 200
