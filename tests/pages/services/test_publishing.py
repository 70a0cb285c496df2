"""A service page and its service go public together, or neither does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from engagement.eservices.models import Service
from pages.services.errors import PublishingRefused
from pages.services.models import ServicePage
from tests.factories.pages import section
from tests.factories.services import both, choice, directory, question, service, step

pytestmark = pytest.mark.django_db


def a_form(**more: Any) -> dict[str, Any]:
    dog = question(
        "one_of", both("Σκύλος;", "A dog?"), name="dog", choices=[choice("Ναι", "yes"), choice("Όχι", "no")]
    )
    return step(both("Ζώο", "Animal"), dog, question("short_text", both("Όνομα", "Name"), **more))


def offered(page: ServicePage) -> Service:
    return Service.objects.get(key=page.translation_key)


def draft(page: ServicePage, **changes: Any) -> Any:
    latest = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    return latest.save_revision(clean=False)


def test_publishing_makes_the_first_version() -> None:
    page = service("Dogs", a_form())
    version = offered(page).current
    assert version is not None
    assert version.number == "1.0.0"
    assert version.form_version.form.steps[0].id == str(page.form[0].id)
    assert version.form_version.form.languages == ("el", "en")


def test_a_condition_is_stored_as_data_with_the_ids_of_questions() -> None:
    page = service("Dogs", a_form(when="dog = yes"))
    version = offered(page).current
    assert version is not None
    asked = version.form_version.form.steps[0].questions
    assert asked[1].when is not None
    assert asked[0].id in str(asked[1].when)


def test_a_broken_condition_refuses_and_leaves_the_old_version_and_the_old_page() -> None:
    page = service("Dogs", a_form())
    before = offered(page).current_id
    revision = draft(page, title="Dogs and cats", form=[("step", broken(page))])
    with pytest.raises(PublishingRefused):
        revision.publish()
    page.refresh_from_db()
    assert page.title == "Dogs"
    assert offered(page).current_id == before
    assert page.live


def broken(page: ServicePage) -> Any:
    value = page.form[0].value
    value["questions"][1].value["when"] = "cat = yes"
    return value


def test_the_finding_leads_to_the_field() -> None:
    page = service("Dogs", a_form(when="cat = yes"), publish=False)
    finding = page.errors_before_publishing()[0]
    asked = page.form[0].value["questions"][1]
    assert finding.path == f"form.{page.form[0].id}.questions.{asked.id}.when"


def test_a_draft_may_be_as_incomplete_as_it_is() -> None:
    page = service("Dogs", step({"el": ""}), publish=False)
    assert {each.path.rpartition(".")[2] for each in page.errors_before_publishing()} == {
        "title",
        "questions",
    }


def test_an_address_that_another_service_has_is_refused_by_the_slug() -> None:
    service("Dogs", a_form(), slug="dogs")
    elsewhere = section("Animals")
    with pytest.raises(PublishingRefused) as refused:
        service("Dogs again", a_form(), slug="dogs", parent=elsewhere)
    assert [finding.field for finding in refused.value.findings] == ["slug"]
    assert not ServicePage.objects.filter(title="Dogs again", live=True).exists()


def test_the_address_of_a_service_that_was_taken_off_is_free() -> None:
    service("Dogs", a_form(), slug="dogs").unpublish()
    page = service("Dogs again", a_form(), slug="dogs", parent=section("Animals"))
    assert offered(page).is_offered


def test_unpublishing_takes_the_service_off_and_publishing_brings_it_back() -> None:
    page = service("Dogs", a_form())
    page.unpublish()
    assert not offered(page).is_offered
    page.get_latest_revision().publish()
    assert offered(page).is_offered
    assert offered(page).versions.count() == 1


def test_deleting_takes_the_service_off() -> None:
    page = service("Dogs", a_form())
    ServicePage.objects.get(pk=page.pk).delete()
    assert not offered(page).is_offered


def test_a_private_page_has_no_service_until_it_is_public_again() -> None:
    page = service("Dogs", a_form())
    restriction = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert not offered(page).is_offered
    restriction.delete()
    assert offered(page).is_offered


def test_a_moved_page_keeps_its_service() -> None:
    page = service("Dogs", a_form())
    page.move(section("Animals"), pos="last-child")
    assert offered(page).is_offered


def translated(page: ServicePage) -> ServicePage:
    directory("el")
    parent = page.get_parent()
    greek = parent.get_translation_or_none(directory("el").locale)
    if greek is None:
        here = directory("el")
        type(here).objects.filter(pk=here.pk).update(translation_key=parent.translation_key)
    copy: ServicePage = page.copy_for_translation(directory("el").locale)
    copy.title = "Σκύλοι"
    copy.slug = "skyloi"
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def test_a_translation_adds_its_address_and_leaving_takes_only_its_own() -> None:
    page = service("Dogs", a_form(), slug="dogs")
    greek = translated(page)
    assert offered(page).slugs() == {"en": "dogs", "el": "skyloi"}
    greek.unpublish()
    assert offered(page).slugs() == {"en": "dogs"}
    assert offered(page).is_offered


def test_the_page_with_the_form_leaves_and_the_translation_keeps_what_was_published() -> None:
    page = service("Dogs", a_form(), slug="dogs")
    translated(page)
    version = offered(page).current_id
    page.unpublish()
    assert offered(page).slugs() == {"el": "skyloi"}
    assert offered(page).current_id == version


def test_a_deleted_first_page_hands_its_form_to_the_next() -> None:
    page = service("Dogs", a_form(), slug="dogs", deadline=5)
    greek = translated(page)
    ids = [block.id for block in page.form]
    ServicePage.objects.get(pk=page.pk).delete()
    greek.refresh_from_db()
    assert [block.id for block in greek.form] == ids
    assert greek.deadline == 5
    assert [block.id for block in greek.get_latest_revision_as_object().form] == ids
    assert offered(greek).is_offered


def test_a_language_that_left_has_no_start_while_what_was_begun_goes_on(client: Client) -> None:
    page = service("Dogs", a_form(), slug="dogs")
    greek = translated(page)
    begun = client.post("/el/services/skyloi/apply/")["Location"]
    greek.unpublish()
    assert client.get("/el/services/skyloi/apply/").status_code == 404
    assert client.get(begun, follow=True).status_code == 200


def test_a_schedule_that_cannot_be_kept_is_given_up_and_its_planner_is_told(administrator: Any) -> None:
    page = service("Dogs", a_form())
    good = section("Other")
    latest = page.get_latest_revision_as_object()
    latest.form = [("step", broken(page))]
    revision = latest.save_revision(user=administrator, clean=False)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    fine = good.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    revision.refresh_from_db()
    good.refresh_from_db()
    from cms.notifications.models import OutgoingMail

    assert revision.approved_go_live_at is None
    assert good.live_revision_id == fine.pk
    assert OutgoingMail.objects.get().recipients == ["chief@town.test"]
