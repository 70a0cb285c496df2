"""What stands at a service's address is remembered, and a change of it is known at once."""

from __future__ import annotations

from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.translation import override

from engagement.eservices import remembered
from engagement.eservices.actions import Offer, publish_service, readdress, take_off
from engagement.eservices.limits import refusal_of
from engagement.eservices.models import Service, ServiceVersion
from engagement.eservices.occasions import version_at
from engagement.eservices.terms import Terms
from engagement.intake.actions import begin_draft
from tests.factories.forms import a_form, a_question, a_step, both

pytestmark = pytest.mark.django_db(transaction=True)


def offer(*questions: str, key: Any, slug: str = "tree-pruning") -> Offer:
    return Offer(
        key=key,
        names=both("Tree pruning"),
        slugs={"en": slug},
        form=a_form(a_step("one", *(a_question("short_text", each) for each in questions))),
        terms=Terms(),
    )


@pytest.fixture
def first(town: Any) -> ServiceVersion:
    """The first version of a service that stands at an address."""
    return publish_service(offer("street", key=uuid4()))


def test_one_query_finds_the_version_of_a_draft_and_none_the_one_in_force(
    first: ServiceVersion, count_queries: Any
) -> None:
    draft = begin_draft(first.form_version, language="en")
    with override("en"):
        assert version_at("tree-pruning", draft.pk) == first
        with count_queries() as queries:
            assert version_at("tree-pruning", draft.pk) == first
            assert version_at("tree-pruning") == first
        assert len(queries) == 1


def test_a_new_version_is_in_force_at_once_and_a_draft_keeps_its_own(first: ServiceVersion) -> None:
    draft = begin_draft(first.form_version, language="en")
    with override("en"):
        assert version_at("tree-pruning") == first
        second = publish_service(offer("street", "number", key=first.service.key))
        assert version_at("tree-pruning") == second
        assert version_at("tree-pruning", draft.pk) == first


def test_a_service_that_is_taken_off_is_refused_at_once(first: ServiceVersion) -> None:
    with override("en"):
        standing = version_at("tree-pruning")
        assert not refusal_of(standing.service, standing.rules, now=first.published_at)
        take_off(first.service.key)
        assert refusal_of(version_at("tree-pruning").service, standing.rules, now=first.published_at)


def test_a_new_address_is_known_at_once_and_the_old_one_still_leads_there(first: ServiceVersion) -> None:
    with override("en"):
        version_at("tree-pruning")
        readdress(first.service.key, both("Pruning"), {"en": "pruning"})
        assert version_at("pruning") == version_at("tree-pruning") == first
        with pytest.raises(Http404):
            version_at("planting")


def test_a_change_that_told_nobody_is_known_after_a_moment(
    first: ServiceVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a process that died between its commit and the stamp."""
    with override("en"):
        version_at("tree-pruning")
        Service.objects.update(is_offered=False)
        assert version_at("tree-pruning").service.is_offered
        later = monotonic() + remembered.REMEMBER_SECONDS + 1
        monkeypatch.setattr(remembered, "monotonic", lambda: later)
        assert not version_at("tree-pruning").service.is_offered
