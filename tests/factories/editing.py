"""What an editor's browser sends from the editor of a service page, and a form that is long."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.services.models import ServicePage
from tests.factories.posting import as_posted
from tests.factories.services import both, question, step


def edit_url(page: ServicePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def posted(page: ServicePage, **more: Any) -> dict[str, Any]:
    latest = page.get_latest_revision_as_object()
    data = {
        "title": latest.title,
        "slug": latest.slug,
        "summary": "",
        "icon": "file-text",
        "who": "",
        "cost": "",
        "duration": "",
        "where": "",
        "needs": streamfield([]),
        "body": streamfield([]),
        "legal_basis": rich_text(""),
        "form": as_posted(latest.form),
        "fee": as_posted(latest.fee),
        "fee_how": "sum",
        "documents": streamfield([]),
        "assigning": "by_hand",
        "officers_by_district": as_posted(latest.officers_by_district),
        "tacit": "",
        "objection_days": "15",
        "deadline_unit": "days",
        "change_note": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    for name in ("maintenance", "thanks", "mail_subject", "mail_text"):
        data |= {f"{name}_el": "", f"{name}_en": ""}
    flat = nested_form_data({**data, **more})
    return {key: value for key, value in flat.items() if value is not None}


def long_form() -> list[dict[str, Any]]:
    """100 questions in 10 steps, a third of them with a condition."""
    steps = []
    for number in range(10):
        asked = [
            question(
                "short_text",
                both(f"Ερώτηση {number}.{each}", f"Question {number}.{each}"),
                name=f"q{number}_{each}",
                when=f"q{number}_0 = yes" if each % 3 == 2 else "",
            )
            for each in range(10)
        ]
        steps.append(step(both(f"Βήμα {number}", f"Step {number}"), *asked))
    for each in steps:
        first = each["value"]["questions"][0]
        each["value"]["questions"][0] = {
            **question("yes_no", first["value"]["label"], name=first["value"]["name"])
        }
    return steps
