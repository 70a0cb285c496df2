"""Which database is used: the one DATABASE_URL names, else the private cluster."""

from pathlib import Path

import pytest

from ops import database, environment, paths

PRIVATE = "postgis://stoa:secret@%2Fsrv%2Fsocket:5432/stoa"


@pytest.fixture(autouse=True)
def _no_database_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paths, "ENV_FILE", tmp_path / "env")
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_nothing_named_means_the_private_cluster():
    assert database.named_by_operator() is None


def test_what_setup_wrote_does_not_count_as_named_by_a_person(monkeypatch: pytest.MonkeyPatch):
    environment.write({"DATABASE_URL": PRIVATE, "PRIVATE_DATABASE": "yes"})
    assert database.named_by_operator() is None
    monkeypatch.setenv("DATABASE_URL", PRIVATE)
    assert database.named_by_operator() is None


def test_the_process_environment_wins_over_the_private_cluster(monkeypatch: pytest.MonkeyPatch):
    environment.write({"DATABASE_URL": PRIVATE, "PRIVATE_DATABASE": "yes"})
    monkeypatch.setenv("DATABASE_URL", "postgis://a:b@db.test/city")
    assert database.named_by_operator() == "postgis://a:b@db.test/city"


def test_an_address_that_a_person_wrote_into_the_file_counts():
    environment.write({"DATABASE_URL": "postgis://a:b@db.test/city"})
    assert database.named_by_operator() == "postgis://a:b@db.test/city"


def test_a_password_is_never_shown():
    assert database.shown(PRIVATE) == "postgis://stoa:…@%2Fsrv%2Fsocket:5432/stoa"
    assert database.shown("postgis://db.test/city") == "postgis://db.test/city"
