"""A step is skipped only while its inputs are the same."""

from pathlib import Path

import pytest

from ops import paths, stamps


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "STAMPS", tmp_path / "var" / "stamps")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "one.scss").write_text("a")
    return tmp_path


def test_the_mark_changes_with_content_with_a_name_and_with_a_fact(project: Path):
    folder = project / "styles"
    first = stamps.fingerprint([folder], "3.11")
    assert stamps.fingerprint([folder], "3.11") == first
    assert stamps.fingerprint([folder], "3.12") != first
    (folder / "one.scss").write_text("b")
    second = stamps.fingerprint([folder], "3.11")
    (folder / "one.scss").rename(folder / "two.scss")
    assert len({first, second, stamps.fingerprint([folder], "3.11")}) == 3


def test_a_step_that_was_begun_and_not_finished_runs_again():
    assert not stamps.is_current("assets", "mark")
    stamps.keep("assets", "mark")
    assert stamps.is_current("assets", "mark")
    stamps.forget("assets")
    assert not stamps.is_current("assets", "mark")
