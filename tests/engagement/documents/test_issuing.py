"""From decision to sealed document: each step happens exactly once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from cms.notifications.models import OutgoingMail
from engagement.cases import actions as cases
from engagement.cases.choices import EntryKind
from engagement.cases.errors import NotYours, ReasonMissing
from engagement.desk.public.objecting import objection_to
from engagement.desk.public.trace import next_words
from engagement.documents import actions, working
from engagement.documents.errors import IssuedAlready, NotValidAnyMore, SealFailed, TemplateBroken
from engagement.documents.models import DocumentTemplate, IssuedDocument, Series
from engagement.documents.placeholders import last_day
from engagement.documents.sealing.checking import look_at_seal
from tests.factories.accounts import make_department, make_staff
from tests.factories.cases import make_case, make_service
from tests.factories.documents import decided_case, issued, make_template

pytestmark = pytest.mark.django_db


def test_a_granted_request_gets_a_sealed_document_and_one_letter(officer: Any, department: Any) -> None:
    document = issued(officer, department=department)
    seen = look_at_seal(document.bytes())
    assert (document.stage, document.case.state, seen.whole) == ("delivered", "issued", True)
    assert seen.certificate == document.certificate
    assert "DEMO" in seen.subject
    assert document.seal_level == "B-B"
    assert document.is_demonstration
    letter = OutgoingMail.objects.get(subject__startswith="Your request was granted")
    assert not OutgoingMail.objects.filter(subject__startswith="Your document is ready").exists()
    assert "Your document is ready" in bytes(letter.raw).decode()


def test_the_decision_alone_is_told_where_no_template_fits(officer: Any, department: Any) -> None:
    version = make_service(department=department)
    make_template(version, outcome="refused")
    case = make_case(version)
    cases.take_case(case.pk, by=officer)
    cases.decide(case.pk, "granted", by=officer)
    assert not IssuedDocument.objects.exists()
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1


def test_a_worker_that_dies_between_sealing_and_mail_goes_on_with_the_same_document(
    officer: Any, department: Any
) -> None:
    case = decided_case(officer, department=department)
    document = IssuedDocument.objects.get(case=case)
    working.seal(document.pk)
    document.refresh_from_db()
    before = (document.number, document.code, document.sha256)
    assert not OutgoingMail.objects.filter(subject__startswith="Your request was granted").exists()
    for _again in range(3):
        working.work_on(document.pk)
    document.refresh_from_db()
    assert (document.number, document.code, document.sha256) == before
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1
    assert case.timeline.filter(kind=EntryKind.DOCUMENT).count() == 1
    assert IssuedDocument.objects.count() == 1


def test_a_file_that_a_dying_worker_left_behind_is_written_over(officer: Any, department: Any) -> None:
    case = decided_case(officer, department=department)
    document = IssuedDocument.objects.get(case=case)
    with transaction.atomic():
        working.seal(document.pk)
        transaction.set_rollback(True)  # killed before the commit
    working.work_on(document.pk)
    document.refresh_from_db()
    folder = document.file.storage.listdir(document.file.name.rpartition("/")[0])
    assert [name for name in folder[1] if str(document.key) in name] == [f"{document.key}.pdf"]
    assert look_at_seal(document.bytes()).whole


def test_a_decision_that_is_undone_leaves_no_gap_in_the_numbers(officer: Any, department: Any) -> None:
    version = make_service(department=department)
    first = issued(officer, department=department, version=version)
    with transaction.atomic():
        decided_case(officer, department=department, version=version)
        transaction.set_rollback(True)
    second = issued(officer, department=department, version=version)
    assert (first.running, second.running) == (1, 2)
    assert Series.objects.get().last == 2


def test_a_seal_that_fails_is_tried_again_later_and_seen_at_the_case(
    officer: Any, department: Any, settings: Any
) -> None:
    document = IssuedDocument.objects.get(case=decided_case(officer, department=department))
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = "/nowhere/seal.p12", "secret-of-the-key"
    again_at = working.work_on(document.pk)
    document.refresh_from_db()
    assert again_at is not None
    assert again_at > timezone.now()
    assert (document.stage, document.attempts) == ("waiting", 1)
    assert "SealFailed" in document.last_error
    assert "secret" not in document.last_error
    settings.SEAL_PKCS12 = ""
    working.work_on(document.pk)
    document.refresh_from_db()
    assert (document.stage, document.running) == ("delivered", 1)


def test_after_the_last_attempt_an_officer_can_try_again_or_let_the_applicant_know(
    officer: Any, department: Any, settings: Any
) -> None:
    settings.SEAL_DEMO = False
    document = IssuedDocument.objects.get(case=decided_case(officer, department=department))
    for _try in range(len(working.PATIENCE) + 1):
        working.work_on(document.pk)
    document.refresh_from_db()
    assert (document.stage, document.last_error) == ("failed", "NoSealKey")
    actions.try_again(document.pk, by=officer)
    for _try in range(len(working.PATIENCE) + 1):
        working.work_on(document.pk)
    actions.drop(document.pk, by=officer)
    document.refresh_from_db()
    assert document.stage == "dropped"
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1


def test_a_document_whose_task_got_lost_is_found_again(officer: Any, department: Any) -> None:
    document = IssuedDocument.objects.get(case=decided_case(officer, department=department))
    assert working.take_lost() == []
    IssuedDocument.objects.update(next_attempt_at=timezone.now() - timedelta(hours=1))
    assert working.take_lost() == [document.pk]
    assert working.take_lost() == []


def test_a_case_taken_up_again_before_its_document_was_sealed_issues_nothing(
    officer: Any, department: Any
) -> None:
    case = decided_case(officer, department=department)
    cases.reopen(case.pk, "A mistake.", by=officer)
    document = IssuedDocument.objects.get(case=case)
    working.work_on(document.pk)
    document.refresh_from_db()
    assert (document.stage, bool(document.file)) == ("dropped", False)


def test_a_second_decision_replaces_the_document_of_the_first(officer: Any, department: Any) -> None:
    first = issued(officer, department=department)
    cases.reopen(first.case_id, "A mistake.", by=officer)
    cases.decide(first.case_id, "granted", by=officer)
    second = IssuedDocument.objects.exclude(pk=first.pk).get()
    working.work_on(second.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.standing, second.standing) == ("superseded", "valid")


def test_a_refusal_after_a_grant_revokes_the_document(officer: Any, department: Any) -> None:
    first = issued(officer, department=department)
    cases.reopen(first.case_id, "A mistake.", by=officer)
    cases.decide(first.case_id, "refused", by=officer, reasons="Not a resident.")
    first.refresh_from_db()
    assert first.standing == "revoked"


def test_revoking_needs_a_reason_and_happens_once(officer: Any, department: Any) -> None:
    document = issued(officer, department=department)
    with pytest.raises(ReasonMissing):
        actions.revoke(document.pk, "  ", by=officer)
    actions.revoke(document.pk, "Wrong address.", by=officer)
    with pytest.raises(NotValidAnyMore):
        actions.revoke(document.pk, "Again.", by=officer)
    entry = document.case.timeline.order_by("-number").first()
    assert (entry.kind, entry.text, entry.data["standing"]) == ("document", "Wrong address.", "revoked")
    assert OutgoingMail.objects.filter(subject__startswith="Revoked: ").count() == 1


def test_issuing_again_makes_a_new_number_and_the_old_one_is_replaced_when_it_is_there(
    officer: Any, department: Any
) -> None:
    old = issued(officer, department=department)
    new = actions.reissue(old.pk, "Name misspelt.", by=officer)
    with pytest.raises(IssuedAlready):
        actions.reissue(old.pk, "Twice.", by=officer)
    old.refresh_from_db()
    assert old.standing == "valid"
    working.work_on(new.pk)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.standing, new.standing, new.running) == ("superseded", "valid", 2)
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1
    letter = OutgoingMail.objects.get(subject__startswith="Your document is ready")
    assert b"Name misspelt." in bytes(letter.raw)
    # The first followed the decision by itself; this one is an officer's deed.
    told = old.case.timeline.filter(kind="document").order_by("number").values_list("by_role", "by")
    assert list(told) == [("portal", None), ("officer", officer.pk)]


def test_the_database_refuses_to_change_what_stands_on_a_paper(officer: Any, department: Any) -> None:
    document = issued(officer, department=department)
    revoked = actions.revoke(document.pk, "Wrong.", by=officer)
    changes = [
        (document, {"values": {"name": "Eve"}}),
        (document, {"file": ""}),
        (document, {"running": 7}),
        (document, {"sha256": "0" * 64}),
        (revoked, {"standing": "valid", "ended_at": None}),
        (document.version, {"content": {}}),
    ]
    for row, change in changes:
        with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)


def test_a_template_with_an_error_is_not_published_and_a_running_case_keeps_the_old_one(
    officer: Any, department: Any
) -> None:
    version = make_service(department=department)
    template = make_template(version)
    template.texts = {"en": "<p>{nobody} and {open</p>"}
    actions.keep_template(template, by=None)
    with pytest.raises(TemplateBroken, match=r"\{nobody\}"):
        actions.publish_template(template.pk, by=None)
    document = issued(officer, department=department, version=version)
    assert document.version.number == 1


def test_whatever_goes_wrong_with_a_document_the_decision_stands(
    officer: Any, department: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise SealFailed("anything")

    version = make_service(department=department)
    make_template(version)
    case = make_case(version)
    cases.take_case(case.pk, by=officer)
    with monkeypatch.context() as patch:
        patch.setattr("engagement.documents.receivers.issue_for_decision", broken)
        cases.decide(case.pk, "granted", by=officer)
    case.refresh_from_db()
    assert case.state == "decided"
    assert OutgoingMail.objects.filter(subject__startswith="Your request was granted").count() == 1
    document = actions.issue(case.pk, by=officer)
    assert document.running == 1
    with pytest.raises(IssuedAlready):
        actions.issue(case.pk, by=officer)


def test_published_versions_are_numbered_and_the_same_content_makes_no_new_one() -> None:
    template = make_template(make_service())
    assert actions.publish_template(template.pk, by=None).number == 1
    template.validity_months = 6
    actions.keep_template(template, by=None)
    assert actions.publish_template(template.pk, by=None).number == 2


def test_six_months_end_on_the_day_before() -> None:
    template = DocumentTemplate(validity_months=6)
    assert last_day(template.content, date(2026, 8, 31)) == date(2027, 2, 27)
    assert last_day(DocumentTemplate().content, date(2026, 8, 31)) is None


def test_nobody_of_another_department_revokes_or_issues(officer: Any, department: Any) -> None:
    document = issued(officer, department=department)
    stranger = make_staff("other@town.test", group="Officers", department=make_department("green"))
    for deed in (
        lambda: actions.revoke(document.pk, "No.", by=stranger),
        lambda: actions.reissue(document.pk, "No.", by=stranger),
        lambda: actions.issue(document.case_id, by=stranger),
    ):
        with pytest.raises(NotYours):
            deed()


def test_the_document_of_a_refusal_is_not_told_as_good_news(officer: Any, department: Any) -> None:
    document = issued(officer, department=department, outcome="refused")
    letter = bytes(OutgoingMail.objects.get(subject__startswith="Your request was refused").raw).decode()
    assert "ready" not in letter
    assert "The whole decision stands, as a document" in letter
    with override("en"):
        assert next_words(document.case) == "The whole decision stands in the document."
        assert "you can object until" in objection_to(document.case).words


def test_after_a_revocation_page_and_letter_say_what_holds_and_lead_to_the_case(
    officer: Any, department: Any
) -> None:
    document = issued(officer, department=department)
    actions.revoke(document.pk, "Wrong street.", by=officer)
    with override("en"):
        assert "was revoked and no longer counts" in next_words(document.case)
    letter = bytes(OutgoingMail.objects.get(subject__startswith="Revoked").raw).decode()
    assert "Wrong street." in letter
    assert "/en/trace/" in letter
