"""The accessibility statement and landing pages around lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from pages.accessibility.choices import Conformance, Method
from pages.accessibility.models import AccessibilityPage

pytestmark = pytest.mark.django_db


def statement(language: str = "en") -> AccessibilityPage:
    return AccessibilityPage.objects.get(locale__language_code=language)


def test_every_municipality_starts_with_a_statement_that_has_all_parts(
    client: Client, assert_public: Callable[[Any], str]
) -> None:
    text = assert_public(client.get("/en/accessibility/?fresh"))
    for heading in ("Compliance status", "Content that is not accessible", "Preparation of this statement",
                    "Feedback and contact", "If our answer does not help"):  # fmt: skip
        assert f"<h2>{heading}</h2>" in text
    assert "partially compliant" in text
    assert "within 15 working days" in text
    assert "Συνήγορο του Πολίτη" in client.get("/el/accessibility/").content.decode()


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"method": Method.THIRD}, "assessor"),
        ({"limitations": []}, "limitations"),
        ({"assessed_on": date(2100, 1, 1)}, "assessed_on"),
    ],
)
def test_a_part_that_is_missing_is_asked_for(fields: dict[str, Any], at_fault: str) -> None:
    page = statement()
    for name, value in fields.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as problem:
        page.clean()
    assert list(problem.value.message_dict) == [at_fault]


def test_a_fully_compliant_portal_needs_no_limitations() -> None:
    page = statement()
    page.conformance, page.limitations = Conformance.FULL, []
    page.clean()
