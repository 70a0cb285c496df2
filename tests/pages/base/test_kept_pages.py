"""Kept pages are dropped when something that they show has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from pages.base.actions import publish_changes
from pages.navigation.models import Navigation
from tests.factories.pages import content, home

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


def seen(client: Client) -> str:
    return client.get("/en/").content.decode()


def test_a_published_change_is_seen_at_once(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    seen(client)
    with django_capture_on_commit_callbacks(execute=True):
        publish_changes(home(), question="What now?")
    assert "What now?" in seen(client)


def test_a_changed_menu_is_seen_at_once(client: Client, django_capture_on_commit_callbacks: Commit) -> None:
    seen(client)
    with django_capture_on_commit_callbacks(execute=True):
        navigation = Navigation.objects.get(locale__language_code="en")
        navigation.footer_note = "A new last line"
        navigation.save()
    assert "A new last line" in seen(client)


def test_a_page_that_is_taken_back_is_gone_at_once(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    page = content("Leaflet", slug="leaflet")
    assert client.get("/en/leaflet/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert client.get("/en/leaflet/").status_code == 404


def test_a_dataset_that_is_closed_leaves_the_catalogue_at_once(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    assert client.get("/en/data/trees/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        dataset = Dataset.objects.get(name="trees")
        dataset.published = False
        dataset.save()
    assert client.get("/en/data/trees/").status_code == 404
