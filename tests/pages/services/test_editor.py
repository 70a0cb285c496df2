"""The editor of a service page: saving, refusing, preview, check, trials, tests of forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from cms.files.models import PrivateFile
from engagement.eservices.models import Service
from engagement.intake.models import Draft, Submission
from engagement.intake.registry import kinds
from pages.services.models import FormTest, ServicePage
from tests.factories.editing import edit_url, long_form, posted
from tests.factories.services import both, choice, directory, question, service, step
from tests.pages.services.test_publishing import draft, translated

pytestmark = pytest.mark.django_db


def dogs(**more: Any) -> list[dict[str, Any]]:
    """Two steps; the second only for those with a dog."""
    dog = question(
        "one_of",
        both("Σκύλος;", "A dog?"),
        name="dog",
        choices=[choice(both("Ναι", "Yes"), "yes"), choice(both("Όχι", "No"), "no")],
    )
    name = question("short_text", both("Όνομα", "Its name"), name="dog_name", **more)
    return [step(both("Ζώο", "Animal"), dog), step(both("Στοιχεία", "About it"), name, when="dog = yes")]


def fee() -> list[dict[str, Any]]:
    label = both("Τέλος", "Fee")
    return [{"type": "line", "value": {"label": label, "amount": "12,50", "when": "dog = yes"}}]


def test_every_kind_has_a_block_with_its_settings() -> None:
    questions = (
        ServicePage._meta.get_field("form").stream_block.child_blocks["step"].child_blocks["questions"]
    )
    assert set(questions.child_blocks) == set(kinds.names())
    for name, block in questions.child_blocks.items():
        kind = kinds.get(name)
        assert kind is not None
        wanted = {setting.name for setting in kind.settings} - {mark.name for mark in block.marks}
        assert wanted <= set(block.child_blocks), name
        assert block.meta.group != "", name


def test_every_kind_has_a_picture_in_the_chooser(admin_client: Client) -> None:
    questions = (
        ServicePage._meta.get_field("form").stream_block.child_blocks["step"].child_blocks["questions"]
    )
    for name, block in questions.child_blocks.items():
        answer = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200, name


def test_the_editor_opens_and_saves_what_it_showed(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), fee=fee_json(), publish=False)
    assert admin_client.get(edit_url(page)).status_code == 200
    before = page.get_latest_revision_as_object().form.get_prep_value()
    answer = admin_client.post(edit_url(page), posted(page))
    assert answer.status_code == 302
    assert page.get_latest_revision_as_object().form.get_prep_value() == before


def fee_json() -> str:
    import json

    return json.dumps(fee())


def test_the_button_publishes_page_and_version(admin_client: Client, administrator: Any) -> None:
    page = service("Dogs", *dogs(), publish=False)
    answer = admin_client.post(edit_url(page), posted(page, **{"action-publish": "yes"}))
    assert answer.status_code == 302
    version = Service.objects.get(key=page.translation_key).current
    assert version is not None
    assert version.published_by == administrator


def test_a_broken_condition_is_told_by_the_field_and_the_rest_stays(admin_client: Client) -> None:
    page = service("Dogs", *dogs(when="cat = yes"), publish=False)
    answer = admin_client.post(
        edit_url(page), posted(page, **{"action-publish": "yes", "title": "Dogs, renamed"})
    )
    assert answer.status_code == 200
    error = answer.context["form"].errors.as_data()["form"][0].as_json_data()
    assert "cat" in str(error["blockErrors"][1]["blockErrors"]["questions"]["blockErrors"][0])
    assert b"Dogs, renamed" in answer.content
    assert not ServicePage.objects.get(pk=page.pk).live


def test_the_same_form_can_be_saved_as_a_draft(admin_client: Client) -> None:
    page = service("Dogs", *dogs(when="cat = yes"), publish=False)
    assert admin_client.post(edit_url(page), posted(page)).status_code == 302


def test_a_placeholder_that_nothing_stands_for_is_told_by_the_field(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), publish=False)
    answer = admin_client.post(
        edit_url(page), posted(page, **{"action-publish": "yes", "mail_text_en": "Dear {dog_nam}"})
    )
    assert "{dog_name}" in str(answer.context["form"].errors["mail_text"])


def in_approval(page: ServicePage, approver: Any) -> None:
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.set(approver.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=directory())
    workflow.start(page, approver)


def test_an_approval_publishes_the_service(admin_client: Client, administrator: Any) -> None:
    page = service("Dogs", *dogs(), publish=False)
    in_approval(page, administrator)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert admin_client.post(url).status_code == 302
    assert Service.objects.get(key=page.translation_key).is_offered


def test_an_approval_of_a_broken_form_is_refused_with_a_message_and_changes_nothing(
    admin_client: Client, administrator: Any
) -> None:
    page = service("Dogs", *dogs(when="cat = yes"), publish=False)
    in_approval(page, administrator)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = admin_client.post(url)
    assert answer.status_code == 302
    assert edit_url(page) in answer["Location"]
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert not ServicePage.objects.get(pk=page.pk).live
    assert not Service.objects.filter(key=page.translation_key).exists()


def test_the_preview_shows_what_is_not_saved_and_writes_nothing(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), publish=False)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    changed = posted(page)
    changed["form-0-value-title-en"] = "Your animal"
    assert admin_client.post(url, changed).json() == {"is_valid": True, "is_available": True}
    counts = Draft.objects.count(), Submission.objects.count()
    with connection.execute_wrapper(only_reads):
        shown = {mode: admin_client.get(url, {"mode": mode}).content.decode() for mode in MODES}
    assert "Your animal" in shown["form:en:1"]
    assert "Only when" in shown["form:en:2"]
    assert "Όνομα" in shown["form:el:2"]
    # Without a Greek page there is no Greek title yet; with one it heads the Greek form.
    assert "<span>Step 2 of 2: Dogs</span>" in shown["form:en:2"]
    translated(page)
    assert "Σκύλοι</span>" in admin_client.get(url, {"mode": "form:el:2"}).content.decode()
    assert "Check your answers" in shown["form:en:review"]
    assert (Draft.objects.count(), Submission.objects.count()) == counts


MODES = ("", "form:en:1", "form:en:2", "form:el:2", "form:en:review", "form:en:99")


def only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    ours = ("engagement_", "pages_services", "wagtailcore_revision")
    assert not (sql.startswith(("INSERT", "UPDATE", "DELETE")) and any(table in sql for table in ours)), sql
    return execute(sql, params, many, context)


def test_check_lists_findings_with_the_way_to_their_field(admin_client: Client) -> None:
    page = service("Dogs", *dogs(when="cat = yes"), publish=False)
    text = admin_client.get(reverse("services_check", args=[page.pk])).content.decode()
    asked = page.form[1].value["questions"][0]
    assert f'data-services-path="form.{page.form[1].id}.questions.{asked.id}.when"' in text


def test_a_text_that_is_missing_in_a_language_leads_to_the_field_of_that_language(
    admin_client: Client,
) -> None:
    page = service("Dogs", *dogs(hint=both("Όπως τον φωνάζετε.", "")), publish=False)
    text = admin_client.get(reverse("services_check", args=[page.pk])).content.decode()
    asked = page.form[1].value["questions"][0]
    assert f'data-services-path="form.{page.form[1].id}.questions.{asked.id}.hint.en"' in text


def test_only_who_may_edit_the_page_sees_check_and_trials(client: Client) -> None:
    page = service("Dogs", *dogs(), publish=False)
    for name in ("services_check", "services_try", "services_tests"):
        assert client.get(reverse(name, args=[page.pk])).status_code in (302, 403)


def tried(admin_client: Client, page: ServicePage, **answers: str) -> Any:
    """Goes through the trial to its outcome."""
    url = reverse("services_try", args=[page.pk]) + "?language=en"
    answer = admin_client.get(url)
    for _turn in range(5):
        if "step" not in (answer.context or {}):
            break
        step_now = answer.context["step"]
        data = {"given": answer.context["given"], "step": step_now.id}
        data |= {
            f"q-{question.id}": answers[question.name]
            for question in step_now.questions
            if question.name in answers
        }
        answer = admin_client.post(url, data)
        assert answer.status_code == 200, answer.context["form"].errors
    return answer


def test_a_trial_stores_nothing_and_its_outcome_becomes_a_test(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), fee=fee_json())
    yes = page.form[0].value["questions"][0].value["choices"].bound_blocks[0].id
    outcome = tried(admin_client, page, dog=yes, dog_name="Rex")
    text = outcome.content.decode()
    assert "12.50" in text
    assert "Rex" in text
    assert Draft.objects.count() == Submission.objects.count() == 0
    url = reverse("services_try", args=[page.pk]) + "?language=en"
    kept = admin_client.post(url, {"given": outcome.context["given"], "keep": "yes", "name": "With a dog"})
    assert kept.status_code == 302
    test = FormTest.objects.get()
    assert test.translation_key == page.translation_key
    assert test.content["fee"] == "12.50"
    again = admin_client.post(url, {"given": outcome.context["given"], "keep": "yes", "name": "With a dog"})
    assert again.status_code == 422


def test_a_trial_shows_the_questions_that_an_answer_leads_to_while_one_types(admin_client: Client) -> None:
    asked = question("yes_no", "Is there a dog?", name="dog")
    follows = question("short_text", "Its name", name="dog_name", when="dog = true")
    page = service("Dogs", step("Dog", asked, follows))
    url = reverse("services_try", args=[page.pk]) + "?language=en"
    first = admin_client.get(url)
    dog, name = (f"q-{one.id}" for one in first.context["step"].questions)
    assert f'data-question="{name}" hidden' in first.content.decode()
    data = {"given": first.context["given"], "step": first.context["step"].id}
    assert name not in admin_client.post(f"{url}&shown=1", data).json()["shown"]
    assert name in admin_client.post(f"{url}&shown=1", {**data, dog: "yes"}).json()["shown"]


def test_a_trial_shows_a_sample_in_place_of_a_file_that_was_given_or_must_be(admin_client: Client) -> None:
    labels = ("given", "left out", "demanded")
    given, left_out, demanded = (
        question("file", label, name=label.replace(" ", "_"), required=label == "demanded")
        for label in labels
    )
    page = service("Papers", step("Papers", given, left_out, demanded))
    url = reverse("services_try", args=[page.pk])
    first = admin_client.get(url)
    # In the language of the back office, not in the page's.
    assert first.context["form_language"] == get_language()
    data = {"given": first.context["given"], "step": first.context["step"].id}
    upload = SimpleUploadedFile("bill.pdf", b"%PDF-1.4")
    outcome = admin_client.post(f"{url}?language=en", {**data, f"q-{given['id']}": upload})
    (section,) = outcome.context["sections"]
    sample = "a sample in place of a file"
    assert [line.text for line in section.lines] == [sample, "", sample]
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize(("ticked", "told"), [([], True), (["resident"], False)])
def test_check_tells_when_no_door_of_the_directory_leads_to_a_service(
    admin_client: Client, ticked: list[str], told: bool
) -> None:
    page = service("Dogs", *dogs(), audiences=ticked)
    text = admin_client.get(reverse("services_check", args=[page.pk])).content.decode()
    assert ('data-services-path="audiences"' in text) is told


def test_check_waits_on_a_page_that_was_never_saved(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), publish=False)
    url = reverse("wagtailadmin_pages:add", args=["pages_services", "servicepage", page.get_parent().pk])
    text = admin_client.get(url).content.decode()
    assert f'data-services-check="{reverse("services_check", args=[0])}"' in text
    assert "services/editor.js" in text
    assert "services/editor.css" in text


def test_a_tampered_trial_begins_anew(admin_client: Client) -> None:
    page = service("Dogs", *dogs())
    url = reverse("services_try", args=[page.pk])
    answer = admin_client.post(url, {"given": "forged", "keep": "yes", "name": "x"})
    assert answer.status_code == 302
    assert FormTest.objects.get().content["answers"] == {}


def test_a_test_that_comes_out_differently_stops_the_publication_until_it_is_expected(
    admin_client: Client,
) -> None:
    page = service("Dogs", *dogs(), fee=fee_json())
    yes = page.form[0].value["questions"][0].value["choices"].bound_blocks[0].id
    outcome = tried(admin_client, page, dog=yes, dog_name="Rex")
    url = reverse("services_try", args=[page.pk])
    admin_client.post(url, {"given": outcome.context["given"], "keep": "yes", "name": "With a dog"})
    latest = page.get_latest_revision_as_object()
    latest.fee[0].value["amount"] = "15"
    latest.save_revision(clean=False)
    findings = page.get_latest_revision_as_object().errors_before_publishing()
    assert [finding.field for finding in findings] == ["tests"]
    assert "15.00" in findings[0].sentence
    tests = reverse("services_tests", args=[page.pk])
    # It is no field of the page, and the editor opens all the same: there, and on asking again, it leads to the tests.
    for address in (edit_url(page), reverse("services_check", args=[page.pk])):
        assert f'<a href="{tests}">' in admin_client.get(address).content.decode()
    # The tab that pages of the back office lead to has one name in all languages.
    for language in ("el", "en"):
        admin_client.cookies["django_language"] = language
        assert 'id="tab-check"' in admin_client.get(edit_url(page)).content.decode()
    assert "15.00" in admin_client.get(tests).content.decode()
    admin_client.post(tests, {"test": FormTest.objects.get().pk, "do": "expect"})
    assert page.get_latest_revision_as_object().errors_before_publishing() == []
    admin_client.post(tests, {"test": FormTest.objects.get().pk, "do": "delete"})
    assert not FormTest.objects.exists()


def test_who_has_begun_stays_with_the_version_of_that_moment(client: Client) -> None:
    page = service("Dogs", *dogs(), slug="dogs")
    begun = client.post("/en/services/dogs/apply/")["Location"]
    latest = page.get_latest_revision_as_object()
    latest.form[0].value["title"] = both("Άλλο", "Something else")
    latest.save_revision(clean=False).publish()
    assert Service.objects.get(key=page.translation_key).versions.count() == 2
    assert "Something else" not in client.get(begun, follow=True).content.decode()
    fresh = Client(SERVER_NAME="town.test")
    assert (
        "Something else"
        in fresh.get(fresh.post("/en/services/dogs/apply/")["Location"], follow=True).content.decode()
    )


def test_the_history_tells_in_words_what_changed(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), slug="dogs")
    latest = page.get_latest_revision_as_object()
    latest.form[1].value["questions"][0].value["required"] = False
    latest.change_note = "The name may be missing"
    latest.save_revision(clean=False).publish()
    text = admin_client.get(edit_url(page)).content.decode()
    assert "The name may be missing" in text
    assert "1.1.0" in text


def test_a_translation_says_where_its_form_is_edited_and_keeps_it_untouched(admin_client: Client) -> None:
    page = service("Dogs", *dogs(), slug="dogs")
    greek = translated(page)
    answer = admin_client.get(edit_url(greek))
    assert "form" not in answer.context["form"].fields
    assert f"{edit_url(page)}#tab-form" in answer.content.decode()


def test_a_form_of_100_questions_saves_and_publishes(admin_client: Client) -> None:
    page = service("Long", *long_form(), publish=False)
    data = posted(page)
    assert admin_client.post(edit_url(page), data).status_code == 302
    assert admin_client.post(edit_url(page), {**data, "action-publish": "yes"}).status_code == 302
    version = Service.objects.get(key=page.translation_key).current
    assert version is not None
    assert len(list(version.form_version.form.questions())) == 100


def test_a_saved_draft_makes_no_version() -> None:
    page = service("Dogs", *dogs())
    draft(page, change_note="not yet")
    assert Service.objects.get(key=page.translation_key).versions.count() == 1
