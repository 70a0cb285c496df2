"""An editor says which document follows a decision; *Check* finds what could not be issued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from engagement.documents.actions.issuing import template_for
from engagement.documents.models import DocumentTemplate
from engagement.eservices.models import Service, ServiceVersion
from pages.services.errors import PublishingRefused
from pages.services.following import template_choices
from pages.services.models import ServicePage
from tests.factories.accounts import make_staff
from tests.factories.cases import make_case
from tests.factories.documents import make_template
from tests.factories.services import question, service, step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


def offering(*templates: DocumentTemplate, **fields: Any) -> ServicePage:
    """A published page that chose these."""
    chosen = [("document", str(template.pk)) for template in templates]
    asked = step("You", question("short_text", "Name", name="full_name"))
    return service("Dogs", asked, documents=chosen, **fields)


def version_of(page: ServicePage) -> ServiceVersion:
    found = Service.objects.get(key=page.translation_key).current
    assert found is not None
    return found


def refusal(*templates: DocumentTemplate) -> str:
    with pytest.raises(PublishingRefused) as refused:
        offering(*templates)
    (finding,) = refused.value.findings
    assert finding.field == "documents"
    assert len(finding.place) == 1
    return str(finding.sentence)


def test_what_is_chosen_comes_before_the_general_one_and_before_the_services_own() -> None:
    general, chosen = make_template(series="ALL"), make_template(series="DOG")
    page = offering(chosen)
    case = make_case(version_of(page))
    own = make_template(version_of(page), series="OWN")
    assert template_for(case, "granted") == chosen
    ServicePage.objects.get(pk=page.pk).save()
    page.documents = []
    page.save()
    later = make_case(version_of(page))
    assert template_for(later, "granted") == own
    assert template_for(case, "granted") == chosen
    assert general != own


def test_a_choice_is_a_change_of_the_service_with_its_sentence(client: Client) -> None:
    page = offering()
    before = version_of(page)
    page.documents = [("document", str(make_template().pk))]
    page.save()
    assert (before.number, version_of(page).number) == ("1.0.0", "1.1.0")
    client.force_login(make_staff(group="Administrators", language="en"))
    shown = client.get(f"/admin/pages/{page.pk}/edit/", headers={"accept-language": "en"}).content.decode()
    assert "The documents that follow a decision changed." in shown


def test_terms_that_an_earlier_release_stored_make_no_new_version() -> None:
    page = offering()
    version = version_of(page)
    stored = {key: value for key, value in version.terms.items() if key != "documents"}
    later = ServiceVersion.objects.filter(pk=version.pk)
    assert type(version.rules).from_json(stored).to_json() == later.get().terms


def test_what_cannot_be_issued_stops_a_publication() -> None:
    retired = make_template(is_active=False)
    assert "not in use" in refusal(retired)
    assert "never been published" in refusal(make_template(publish=False))
    asking = make_template(publish=False, texts={"el": "<p>{dog_name}</p>"})
    publish_unchecked(asking)
    assert "{dog_name}" in refusal(asking)
    assert "Two templates" in refusal(make_template(), make_template())
    gone = DocumentTemplate(pk=999_999)
    assert "no longer there" in refusal(gone)


def publish_unchecked(template: DocumentTemplate) -> None:
    """In force for another service, whose form has the question."""
    template.current = template.versions.create(number=1, content=template.content.to_json())
    template.save()


def test_a_template_that_is_retired_later_gives_way_for_requests_that_are_open() -> None:
    general, chosen = make_template(series="ALL"), make_template(series="DOG")
    case = make_case(version_of(offering(chosen)))
    DocumentTemplate.objects.filter(pk=chosen.pk).update(is_active=False)
    assert template_for(case, "granted") == general


def test_the_editor_lists_templates_and_says_what_follows_as_things_stand(client: Client) -> None:
    chosen = make_template()
    make_template(names={"el": "Παλιά", "en": "An old one"}, is_active=False)
    page = offering(chosen)
    client.force_login(make_staff(group="Administrators", language="en"))
    listed = template_choices()
    shown = client.get(f"/admin/pages/{page.pk}/edit/", headers={"accept-language": "en"}).content.decode()
    assert [name for key, name in listed if key == str(chosen.pk)] == ["Certificate (granted)"]
    assert [name for key, name in listed if key != str(chosen.pk)] == ["An old one (granted) – not in use"]
    assert "chosen here" in shown
    assert "the letter alone" in shown
