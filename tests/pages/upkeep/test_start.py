"""What the back office begins with, and that a decision is carried out once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories.accounts import make_staff
from tests.factories.pages import content
from tests.factories.services import directory

pytestmark = pytest.mark.django_db


def test_whoever_writes_is_offered_what_they_may_begin(client: Client) -> None:
    services = directory("el")
    client.force_login(make_staff("editor@town.test"))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_pages:add", args=["pages_services", "servicepage", services.pk]) in text
    assert reverse("ingest:new") in text


def test_whoever_writes_nothing_is_offered_nothing(client: Client) -> None:
    client.force_login(make_staff("officer@town.test", group="Officers"))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "upkeep-start" not in text


def test_the_menu_of_help_has_no_news_of_the_software(client: Client) -> None:
    client.force_login(make_staff("editor@town.test"))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "wagtail.org" not in text


def test_a_page_that_saves_by_itself_does_not_carry_a_decision_out_again(client: Client) -> None:
    editor, chief = make_staff("editor@town.test"), make_staff("chief@town.test", group="Approvers")
    page = content("A page", owner=editor)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    client.force_login(chief)
    sent = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    answer: Any = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), sent, headers={"accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert Page.objects.get(pk=page.pk).current_workflow_state.status == "in_progress"
