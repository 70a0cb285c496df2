"""The file that setup writes and every command loads."""

import stat
from pathlib import Path

import pytest

from ops import environment, paths


@pytest.fixture(autouse=True)
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "ENV_FILE", tmp_path / "var" / "env")
    return paths.ENV_FILE


def test_comments_blank_lines_and_lines_without_a_value_are_passed_over():
    assert environment.parse("# a comment\n\nnonsense\nPORT=8000\n") == {"PORT": "8000"}


def test_a_value_keeps_its_equals_signs_and_loses_its_quotes():
    text = "KEY='a b'\nexport OTHER=\"c=d\"\nURL=postgis://u:p@%2Ftmp%2Fx:5432/stoa?a=b\n"
    assert environment.parse(text) == {
        "KEY": "a b",
        "OTHER": "c=d",
        "URL": "postgis://u:p@%2Ftmp%2Fx:5432/stoa?a=b",
    }


def test_the_file_is_readable_by_its_owner_only(env_file: Path):
    environment.write({"SECRET_KEY": "x"})
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600


def test_secrets_are_made_once_and_other_values_stay(env_file: Path):
    environment.keep(EMAIL_URL="smtp://mail.test")
    environment.ensure_secrets()
    first = environment.read()
    environment.ensure_secrets()
    assert environment.read() == first
    assert first["EMAIL_URL"] == "smtp://mail.test"
    assert len(first["SECRET_KEY"]) > 50


def test_a_value_with_a_line_break_is_refused_and_the_file_stays(env_file: Path):
    environment.write({"A": "1"})
    with pytest.raises(ValueError, match="line break"):
        environment.write({"A": "1\nB=2"})
    assert environment.read() == {"A": "1"}


def test_the_process_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch):
    environment.write({"EMAIL_URL": "from the file", "CACHE_URL": "from the file"})
    monkeypatch.setenv("EMAIL_URL", "from the process")
    monkeypatch.delenv("CACHE_URL", raising=False)
    merged = environment.for_commands()
    assert (merged["EMAIL_URL"], merged["CACHE_URL"]) == ("from the process", "from the file")


def test_only_what_still_has_its_old_value_is_taken_out():
    environment.write({"SECRET_KEY": "x", "API_DATABASE_ROLE": "made_by_setup"})
    environment.drop(API_DATABASE_ROLE="another")
    assert environment.read()["API_DATABASE_ROLE"] == "made_by_setup"
    environment.drop(API_DATABASE_ROLE="made_by_setup", NOTHING="of this name")
    assert environment.read() == {"SECRET_KEY": "x"}
