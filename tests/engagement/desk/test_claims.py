"""An earlier request comes into an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from cms.notifications.models import OutgoingMail
from engagement.cases.models import Case
from tests.engagement.desk.conftest import BACKEND
from tests.factories.accounts import make_resident
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> Any:
    cache.clear()
    person = make_resident("me@town.test")
    client.force_login(person, backend=BACKEND)
    return person


def claim(client: Client, protocol: str, secret: str) -> Any:
    return client.post("/en/my/claim/", {"protocol": protocol, "secret": secret})


def test_with_number_and_secret_it_stands_in_my_affairs_and_its_address_is_told(
    client: Client, me: Any
) -> None:
    case = make_case(make_service("Own thing"))
    assert claim(client, case.protocol, case.secret.lower()).url == "/en/my/"
    assert "Own thing" in client.get("/en/my/").content.decode()
    case.refresh_from_db()
    assert case.applicant == me
    assert case.timeline.last().kind == "claimed"
    told = OutgoingMail.objects.filter(subject__startswith="Taken into an account")
    assert [mail.recipients for mail in told] == [["maria@example.org"]]
    # Once more changes nothing and tells nobody.
    assert claim(client, case.protocol, case.secret).url == "/en/my/"
    assert told.count() == 1


def test_wrong_secret_no_such_number_and_somebody_elses_get_the_same_answer(client: Client, me: Any) -> None:
    free, taken = make_case(), make_case(applicant=make_resident("you@town.test"))
    tries = [(free.protocol, "ABCD-EFGH-JKLM"), ("2026/999999", free.secret), (taken.protocol, taken.secret)]
    answers = [claim(client, *each) for each in tries]
    assert {answer.status_code for answer in answers} == {422}
    pages = {
        re.sub(r'value="[^"]*"', "", re.sub(r'nonce="[^"]*"', "", answer.content.decode()))
        for answer in answers
    }
    assert len(pages) == 1
    assert Case.objects.filter(applicant=me).count() == 0


def test_too_many_tries_are_refused_even_with_the_right_secret(client: Client, me: Any) -> None:
    case = make_case()
    for _try in range(10):
        claim(client, case.protocol, "ABCD-EFGH-JKLM")
    assert claim(client, case.protocol, case.secret).status_code == 429
    assert not Case.objects.filter(applicant=me).exists()


def test_one_must_be_signed_in(client: Client) -> None:
    case = make_case()
    assert "/my/claim/" in claim(client, case.protocol, case.secret).url
    assert Case.objects.get().applicant is None
