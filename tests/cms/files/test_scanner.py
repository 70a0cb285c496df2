"""What ClamAV says, and what is made of its silence."""

from __future__ import annotations

import pytest

from cms.files.scanner.contract import Verdict
from cms.files.scanner.providers.clamav import ClamavScanner
from cms.files.scanner.providers.demo import DemoScanner
from tests.factories import hostile
from tests.factories.clamd import clamd, closed_address


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, tmp_path):
    with clamd(tmp_path if request.param == "unix" else None) as stand_in:
        yield stand_in


@pytest.fixture
def a_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"a" * 200_000)
    return path


def test_the_daemon_is_asked_whether_it_is_there(daemon):
    assert ClamavScanner(daemon.address).answers()
    assert not ClamavScanner(closed_address()).answers()
    assert not ClamavScanner("unix:///nowhere/clamd.ctl").answers()


def test_the_whole_file_is_sent_and_found_clean(daemon, a_file):
    finding = ClamavScanner(daemon.address).scan(a_file, seconds=5)
    assert (finding.verdict, daemon.received) == (Verdict.CLEAN, [a_file.read_bytes()])


def test_a_virus_is_named(daemon, a_file):
    a_file.write_bytes(hostile.EICAR)
    finding = ClamavScanner(daemon.address).scan(a_file, seconds=5)
    assert (finding.verdict, finding.what) == (Verdict.INFECTED, "Win.Test.EICAR_HDB-1")


def test_a_file_larger_than_the_daemon_takes_is_no_virus(daemon, a_file):
    daemon.take_at_most(1_000)
    finding = ClamavScanner(daemon.address).scan(a_file, seconds=5)
    assert finding.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("said", "verdict", "final"),
    [
        ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", Verdict.UNKNOWN, True),
        ("stream: Heuristics.Encrypted.PDF FOUND", Verdict.UNKNOWN, True),
        ("INSTREAM size limit exceeded. ERROR", Verdict.UNKNOWN, True),
        ("stream: Can't allocate memory ERROR", Verdict.UNKNOWN, False),
        ("Command invalid inside IDSESSION. ERROR", Verdict.UNKNOWN, False),
        ("silent", Verdict.UNKNOWN, False),
        ("hang", Verdict.UNKNOWN, False),
    ],
)
def test_only_a_clear_word_is_an_answer(said, verdict, final, a_file):
    with clamd() as daemon:
        daemon.become(said)
        finding = ClamavScanner(daemon.address).scan(a_file, seconds=0.3)
    assert (finding.verdict, finding.final) == (verdict, final)
    assert finding.what


@pytest.mark.parametrize(
    "address", ["unix:///nowhere/clamd.ctl", "/nowhere/clamd.ctl", "tcp://host.invalid:1", "x"]
)
def test_a_daemon_that_is_not_there_is_no_answer_and_no_error(address, a_file):
    finding = ClamavScanner(address).scan(a_file, seconds=1)
    assert (finding.verdict, finding.final) == (Verdict.UNKNOWN, False)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"nothing", Verdict.CLEAN),
        (b"x" * (64 * 1024 - 20) + hostile.EICAR, Verdict.INFECTED),
        (hostile.zip_of({"deep/a.com": b"y" * 70_000 + hostile.EICAR}), Verdict.INFECTED),
        (hostile.docx(), Verdict.CLEAN),
    ],
)
def test_the_demos_scanner_knows_the_test_file_wherever_it_stands(content, verdict, a_file):
    a_file.write_bytes(content)
    assert DemoScanner().scan(a_file, seconds=1).verdict is verdict
