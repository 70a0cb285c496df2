"""A new SECRET_KEY: what the old one has closed."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command
from django.test import Client

from cms.audit.models import Deed
from cms.settings.environment import read_environment
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW = "old-" + "0" * 60, "new-" + "1" * 60


@pytest.fixture
def officer(settings):
    """Somebody who set up a second factor under the old key."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    person = make_staff("officer@town.test", group="Officers")
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def secret_of(person) -> str:
    return decrypt(Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"])


def codes_of(person) -> list[str]:
    found = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return found.wrap().get_unused_codes()


def test_second_factors_work_on_while_the_old_key_is_kept_beside_the_new_one(settings, officer):
    codes = codes_of(officer)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert secret_of(officer) == SECRET
    assert codes_of(officer) == codes


def test_without_the_old_key_they_are_lost(settings, officer):
    settings.SECRET_KEY = NEW
    with pytest.raises(InvalidToken):
        secret_of(officer)


def test_once_encrypted_anew_they_need_the_old_key_no_more(settings, officer, town):
    codes = codes_of(officer)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    out = StringIO()
    call_command("encrypt_second_factors", stdout=out)
    assert f"{town}: 2 under the present key." in out.getvalue()
    settings.SECRET_KEY_FALLBACKS = []
    assert secret_of(officer) == SECRET
    assert codes_of(officer) == codes


def test_one_that_no_key_opens_is_named_and_left_alone(settings, officer):
    before = Authenticator.objects.filter(user=officer).values_list("data", flat=True)[0]
    settings.SECRET_KEY = NEW
    problems = StringIO()
    call_command("encrypt_second_factors", stdout=StringIO(), stderr=problems)
    assert "officer@town.test" in problems.getvalue()
    assert Authenticator.objects.filter(user=officer).values_list("data", flat=True)[0] == before


def test_an_operator_takes_a_lost_one_away(officer):
    call_command("forget_second_factor", "OFFICER@town.test", municipality="town.test", stdout=StringIO())
    assert not Authenticator.objects.exists()
    deed = Deed.objects.get(subject_type="cms_accounts.user")
    assert (deed.verb, deed.by) == ("changed", None)
    for email, host in (
        ("officer@town.test", "town.test"),
        ("no@town.test", "town.test"),
        ("a@b.c", "no.test"),
    ):
        with pytest.raises(CommandError):
            call_command("forget_second_factor", email, municipality=host)


def test_nobody_is_signed_out_while_the_old_key_is_kept(settings, officer):
    browser = Client(SERVER_NAME="town.test")
    browser.force_login(officer)
    for key, fallbacks, status in ((NEW, [OLD], 200), (NEW + "x", [], 302)):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, fallbacks
        assert browser.get("/en/account/").status_code == status


def test_old_keys_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{OLD},{NEW}")
    assert read_environment().secret_key_fallbacks == [OLD, NEW]
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "")
    assert read_environment().secret_key_fallbacks == []
