"""The log of a case, verified by the script that anybody runs; the seal of a day."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from django.test import Client
from django.utils import timezone

from engagement.cases import actions
from engagement.cases.days import close_days
from engagement.cases.models import Case, DayHead
from tests.factories.cases import make_case, make_service

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).parents[3] / "docs" / "verify_case_log.py"


@pytest.fixture
def log(client: Client, officer: Any, department: Any) -> dict[str, Any]:
    case: Case = make_case(make_service(department=department))
    actions.take_case(case.pk, by=officer)
    actions.write_note(case.pk, "Careful: knows the mayor.", by=officer)
    actions.write_to_applicant(case.pk, "Κοιτάζουμε την αίτησή σας.", by=officer)
    close_days(timezone.localdate() + timedelta(days=1))
    client.post("/en/trace/", {"protocol": case.protocol, "secret": case.secret})
    answer = client.get(f"/en/trace/{case.year}/{case.number}/log/")
    assert answer["Content-Disposition"].startswith("attachment")
    taken: dict[str, Any] = json.loads(answer.content)
    return taken


def verified(log: dict[str, Any], folder: Path) -> tuple[int, str]:
    file = folder / "log.json"
    file.write_text(json.dumps(log), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_log_as_it_was_downloaded_fits(log: dict[str, Any], tmp_path: Path) -> None:
    status, told = verified(log, tmp_path)
    assert (status, "Everything fits" in told) == (0, True)
    assert "1 closed days, 1 of them sealed" in told


def test_internal_words_do_not_leave_the_town_hall(log: dict[str, Any]) -> None:
    assert "mayor" not in json.dumps(log, ensure_ascii=False)
    assert any(entry.get("internal") for entry in log["entries"])


def _reword(log: dict[str, Any]) -> None:
    log["entries"][-1]["text"] = "Something else."


def _leave_out(log: dict[str, Any]) -> None:
    del log["entries"][1]


def _cut(log: dict[str, Any]) -> None:
    del log["entries"][-1]


def _antedate(log: dict[str, Any]) -> None:
    log["entries"][0]["at"] = "2020-01-01T00:00:00.000000+00:00"


def _swap_internal(log: dict[str, Any]) -> None:
    next(entry for entry in log["entries"] if entry.get("internal"))["digest"] = "0" * 64


def _change_day(log: dict[str, Any]) -> None:
    log["days"][0]["digests"].pop()


@pytest.mark.parametrize("tamper", [_reword, _leave_out, _cut, _antedate, _swap_internal, _change_day])
def test_whatever_is_changed_in_a_log_is_found(log: dict[str, Any], tmp_path: Path, tamper: Any) -> None:
    tamper(log)
    assert verified(log, tmp_path)[0] == 1


def test_what_is_no_log_is_said_to_be_none(tmp_path: Path) -> None:
    assert verified({"what": "else"}, tmp_path)[0] == 2


def test_the_day_is_sealed_by_the_towns_key(log: dict[str, Any]) -> None:
    day = DayHead.objects.get()
    assert day.sealed_by == "seal"
    signed = cms.ContentInfo.load(bytes(day.seal))["content"]
    assert signed["encap_content_info"]["content"].native is None
    attributes = {
        one["type"].native: one["values"][0].native for one in signed["signer_infos"][0]["signed_attrs"]
    }
    import hashlib

    assert attributes["message_digest"] == hashlib.sha256(day.digest.encode()).digest()


def test_nobody_without_the_secret_gets_the_log(log: dict[str, Any]) -> None:
    year, number = log["case"].split("/")
    stranger = Client(SERVER_NAME="town.test")
    assert stranger.get(f"/en/trace/{year}/{int(number)}/log/").status_code == 302
