"""A service page with a form of 100 questions in the editor: opened, saved, published. Part of bench/desk.py.

The page is made, and what a browser sends is put together, with the tests' own factories.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.timing import Taken, timed

SAVE_MS = 2_000
TITLE = "Bench of the editor"


def measure_editing(host: str) -> Iterator[Taken]:
    """As whole requests of an administrator, through all middleware."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from pages.services.models import ServicePage
    from tests.factories.editing import edit_url, long_form, posted
    from tests.factories.services import service

    people: Any = get_user_model().objects
    chief, _made = people.get_or_create(
        email="chief@bench.test", defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client(SERVER_NAME=host)
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    page = ServicePage.objects.filter(title=TITLE).first() or service(TITLE, *long_form(), publish=False)
    address, sent = edit_url(page), posted(page)

    def open_editor() -> None:
        assert client.get(address).status_code == 200

    def save(**more: str) -> None:
        answer = client.post(address, {**sent, **more})
        assert answer.status_code == 302, answer.status_code

    yield timed("editor with 100 questions: opened", SAVE_MS, open_editor)
    yield timed("editor with 100 questions: saved as a draft", SAVE_MS, save)
    yield timed("editor with 100 questions: published", SAVE_MS, lambda: save(**{"action-publish": "yes"}))
