"""Which host names answer, and what all the others are told."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.municipalities.models import Domain
from cms.municipalities.querysets import municipality_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "host", ["town.test", "TOWN.test", "town.test:8000", "www.town.test", "town.test.", "WWW.Town.Test.:443"]
)
def test_the_same_host_in_other_spellings_answers(host):
    answer = Client().get("/town.css", headers={"host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "nowhere.test",
        "127.0.0.1",
        "127.0.0.1:8000",
        "[::1]",
        "[::1]:8000",
        "localhost.evil.example",
        "town.test.evil.example",
        "evil.example/town.test",
        "town.test@evil.example",
        "www.www.town.test",
        "xn--ngbc5azd.test",
        "δήμος.test",
        "a b",
        "",
        "%",
    ],
)
@pytest.mark.parametrize("path", ["/", "/el/", "/admin/", "/api/v1/", "/media/a.jpg", "/static/x.css"])
def test_an_unknown_host_gets_a_plain_404_that_names_no_town(host, path, town, other_town):
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == 404
    text = answer.content.decode()
    if path != "/static/x.css":
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
    for secret in (town.schema_name, "town.test", *town.names.values(), *other_town.names.values()):
        assert secret not in text
    assert not answer.cookies


def test_a_new_host_name_answers_at_once(town):
    assert Client(SERVER_NAME="second.test").get("/town.css").status_code == 404
    domain = Domain.objects.create(tenant=town, domain="second.test", is_primary=False)
    assert Client(SERVER_NAME="second.test").get("/town.css").status_code == 200
    domain.delete()
    assert Client(SERVER_NAME="second.test").get("/town.css").status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_supervisor_may_ask_at_any_host(path):
    assert Client(SERVER_NAME="10.0.0.7").get(path).status_code == 200


def test_a_host_that_was_asked_for_is_known_without_a_query(town, count_queries):
    municipality_of("town.test")
    with count_queries() as queries:
        assert municipality_of("town.test") == town
    assert len(queries) == 0


def test_what_one_request_writes_to_its_municipality_no_other_sees(town):
    municipality_of("town.test").names = {"el": "Άλλος δήμος"}
    assert municipality_of("town.test").names == town.names
