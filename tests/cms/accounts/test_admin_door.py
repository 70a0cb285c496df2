"""Who may enter the back office, and by which way."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from cms.accounts.registry import GROUPS
from tests.cms.accounts.test_sign_in import code_in
from tests.factories.accounts import make_resident, make_staff

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend=BACKEND)
    return client


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 302),
        ("resident", 403),
        *((group, 200) for group in GROUPS),
        ("superuser", 200),
    ],
)
def test_who_may_enter_the_back_office(who, status, client):
    if who == "superuser":
        client = browser_of(make_resident("root@town.test", is_superuser=True))
    elif who == "resident":
        client = browser_of(make_resident("anna@town.test"))
    elif who:
        client = browser_of(make_staff("staff@town.test", group=who))
    assert client.get("/admin/").status_code == status


@pytest.mark.parametrize("path", ["/admin/pages/999999/edit/", "/admin/no-such-place/"])
def test_whoever_lost_the_way_stays_in_the_back_office(path):
    answer = browser_of(make_staff()).get(path, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 404
    assert "We cannot find this page" in answer.text
    assert "data-wagtail-sidebar" in answer.text
    assert "Go to Wagtail" not in answer.text
    assert "base/editor_styles.js" in answer.text


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(client):
    first = client.get("/admin/pages/")
    assert first["Location"] == "/admin/login/?next=/admin/pages/"
    second = client.get(first["Location"], HTTP_ACCEPT_LANGUAGE="en")
    assert second["Location"] == "/en/account/login/?next=%2Fadmin%2Fpages%2F"
    make_staff("ed@town.test", password="a-long-password-1")
    answer = client.post(
        "/en/account/login/password/",
        {"login": "ed@town.test", "password": "a-long-password-1", "next": "/admin/pages/"},
    )
    assert answer["Location"] == "/admin/pages/"


def test_a_resident_at_the_door_is_told_once_and_not_sent_round(client):
    client = browser_of(make_resident("anna@town.test"))
    for path in (
        "/admin/",
        "/admin/login/",
        "/admin/login/?next=/admin/pages/",
        "/admin/pages/",
        "/admin/nothing/",
    ):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert 'class="wrap errorpage"' in answer.content.decode()


def test_a_deactivated_member_of_staff_is_out_at_once():
    user = make_staff("ed@town.test")
    client = browser_of(user)
    assert client.get("/admin/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/admin/").status_code == 302


def test_a_signed_in_member_of_staff_at_the_sign_in_page_goes_on(client):
    client = browser_of(make_staff("ed@town.test"))
    assert client.get("/admin/login/?next=/admin/pages/")["Location"] == "/admin/pages/"
    assert client.get("/admin/login/?next=https://evil.example/")["Location"] == "/admin/"


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_wagtails_own_password_pages_are_gone(client, path):
    assert client.get(path).status_code == 404


def test_staff_without_a_second_factor_are_sent_to_set_it_up(settings):
    settings.STAFF_SECOND_FACTOR = True
    client = browser_of(make_staff("ed@town.test"))
    for path in ("/admin/", "/admin/pages/", "/admin/api/main/pages/"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert "/account/second-factor/app/" in answer["Location"]


@pytest.mark.django_db(transaction=True)
def test_staff_set_up_an_app_and_come_in(settings):
    settings.STAFF_SECOND_FACTOR = True
    client = browser_of(make_staff("ed@town.test"))
    app = "/en/account/second-factor/app/"
    first = client.get(app)
    assert first["Location"].startswith("/en/account/confirm/code/?next=")
    assert "We send you a code" in client.get(first["Location"]).content.decode()
    asked = client.post(first["Location"], {"recipient": "ed@town.test"})
    assert client.post(asked["Location"], {"code": "nonsense"}).status_code == 200
    assert client.post(asked["Location"], {"code": code_in(mail.outbox[-1])})["Location"] == app
    page = client.get(app)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post("/en/account/second-factor/app/", {"code": code_now(secret)})
    assert answer["Location"] == "/en/account/second-factor/recovery/"
    assert client.get(answer["Location"]).content.decode().count("<li><code>") == 10
    assert client.get("/admin/").status_code == 200
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)


def test_with_a_second_factor_the_password_alone_opens_nothing(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    user = make_staff("ed@town.test", password="a-long-password-1")
    TOTP.activate(user, SECRET)
    answer = client.post(
        "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
    )
    assert answer["Location"] == "/en/account/second-factor/enter/"
    assert client.get("/admin/").status_code == 302
    assert client.post("/en/account/second-factor/enter/", {"code": "000000"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    answer = client.post("/en/account/second-factor/enter/", {"code": code_now()})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_a_code_of_the_app_works_once(client):
    user = make_staff("ed@town.test", password="a-long-password-1")
    TOTP.activate(user, SECRET)
    code = code_now()
    for browser, wanted in ((client, "/admin/"), (Client(SERVER_NAME="town.test"), None)):
        browser.post(
            "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
        )
        answer = browser.post("/en/account/second-factor/enter/", {"code": code})
        assert answer.get("Location") == wanted


def test_every_group_is_there_in_every_town(other_town):
    from django_tenants.utils import tenant_context

    with tenant_context(other_town):
        assert set(GROUPS) <= set(Group.objects.values_list("name", flat=True))


def test_a_session_of_one_town_is_worthless_in_another(other_town):
    from django_tenants.utils import tenant_context

    here = browser_of(make_staff("ed@town.test", group="Administrators"))
    with tenant_context(other_town):
        make_staff("ed@town.test", group="Administrators")
    assert here.get("/admin/").status_code == 200
    there = Client(SERVER_NAME="other.test")
    there.cookies["sessionid"] = here.cookies["sessionid"].value
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


def test_a_code_goes_to_ones_own_addresses_only():
    client = browser_of(make_staff("ed@town.test"))
    answer = client.post("/en/account/confirm/code/", {"recipient": "eve@evil.test"})
    assert "Choose one of your own addresses." in answer.content.decode()
    assert mail.outbox == []


def test_a_password_of_one_town_opens_nothing_in_another(other_town):
    make_staff("ed@town.test", password="a-long-password-1")
    there = Client(SERVER_NAME="other.test")
    answer = there.post(
        "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
    )
    assert answer.status_code == 200
    assert there.get("/admin/").status_code == 302


def test_a_second_factor_code_can_be_tried_only_a_few_times(client):
    user = make_staff("ed@town.test", password="a-long-password-1")
    TOTP.activate(user, SECRET)
    client.post("/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"})
    for _attempt in range(12):
        client.post("/en/account/second-factor/enter/", {"code": "000000"})
    answer = client.post("/en/account/second-factor/enter/", {"code": code_now()})
    assert client.get("/admin/").status_code == 302, answer.content.decode()[:300]
