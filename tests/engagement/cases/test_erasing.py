"""When a case's time is over, what tells of people goes and the chain can still be walked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from docs import verify_case_log
from engagement.cases import actions
from engagement.cases.erasing import erase_what_is_over
from engagement.cases.log import log_of
from engagement.cases.models import Case, Entry
from engagement.cases.models.case import FIVE_YEARS
from engagement.documents.models import IssuedDocument
from engagement.documents.rules import may_download
from engagement.documents.verifying import by_code
from tests.factories.accounts import make_department, make_resident, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.documents import issued

pytestmark = pytest.mark.django_db
LONG_AGO = FIVE_YEARS + timedelta(days=1)


def grown_old(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(
        closed_at=timezone.now() - LONG_AGO, changed_at=timezone.now() - LONG_AGO
    )


@pytest.fixture
def closed() -> Case:
    officer = make_staff("o@town.test", group="Officers", department=make_department("registry"))
    case = make_case(make_service(department=officer.department), applicant=make_resident("maria@town.test"))
    actions.take_case(case.pk, by=officer)
    actions.write_note(case.pk, "Papadaki called.", by=officer)
    actions.decide(case.pk, "refused", by=officer, reasons="Maria Papadaki lives elsewhere.")
    actions.close(case.pk, by=officer)
    case.refresh_from_db()
    return case


def everything_about(case: Case) -> str:
    rows = []
    with connection.cursor() as cursor:
        for table in ("case", "entry", "correction", "counterfiling", "look"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM engagement_cases_{table} t")
            rows += [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT row_to_json(t)::text FROM engagement_intake_submission t")
        rows += [row[0] for row in cursor.fetchall()]
    return " ".join(rows)


def test_names_addresses_and_words_go_and_the_log_still_verifies(closed: Case) -> None:
    digests = list(closed.timeline.values_list("digest", flat=True))
    assert erase_what_is_over() == 0
    grown_old(closed)
    assert erase_what_is_over() == 1
    assert erase_what_is_over() == 0
    left = everything_about(closed)
    for word in ("Papadaki", "maria@", "elsewhere", closed.secret):
        assert word not in left, word
    closed.refresh_from_db()
    assert (closed.applicant, closed.outcome, closed.state) == (None, "refused", "closed")
    log = json.loads(json.dumps(log_of(closed)))
    assert list(verify_case_log.problems_of(log)) == []
    assert [entry["digest"] for entry in log["entries"]][:-1] == digests
    assert closed.timeline.last().kind == "erased"
    # Whoever puts other words in their place is found out: an entry that says something is hashed again.
    log["entries"][-1]["text"] = "Something else."
    assert list(verify_case_log.problems_of(log)) != []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Other words."},
        {"is_erased": True, "text": "Other words."},
        {"is_erased": True, "text": "", "kind": "note"},
        {"is_erased": True, "text": "", "digest": "0" * 64},
        {"is_erased": True, "text": "", "data": {"outcome": "granted"}},
    ],
)
def test_the_database_lets_entries_be_emptied_and_nothing_else(closed: Case, change: dict[str, Any]) -> None:
    entry = closed.timeline.get(kind="decided")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_open_ones_and_those_with_a_document_that_counts_stay_whole() -> None:
    officer = make_staff("o@town.test", group="Officers", department=make_department("registry"))
    document = issued(officer, department=officer.department)
    waiting = make_case(make_service(department=officer.department))
    for case in (document.case, waiting):
        grown_old(case)
    assert erase_what_is_over() == 0
    # Without a last day it counts for ten years.
    IssuedDocument.objects.update(created_at=timezone.now() - 2 * LONG_AGO)
    assert erase_what_is_over() == 1
    document.refresh_from_db()
    assert (document.values, document.file.name) == ({}, "")
    assert not may_download(officer, document)
    # Whoever kept the paper still learns what it was.
    assert by_code(document.code).document == document
    waiting.refresh_from_db()
    assert waiting.erased_at is None
