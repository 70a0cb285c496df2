"""When a service may be asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from engagement.eservices.limits import Counts, Why, refusal
from engagement.eservices.terms import Terms

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
SOON, PAST = "2026-06-01T08:00:00+03:00", "2026-05-01T08:00:00+03:00"


@pytest.mark.parametrize(
    ("terms", "counts", "why"),
    [
        ({}, Counts(10_000, 10_000), None),
        ({"opens_at": SOON}, Counts(), Why.NOT_YET),
        ({"opens_at": PAST, "closes_at": SOON}, Counts(), None),
        ({"closes_at": PAST}, Counts(), Why.OVER),
        ({"closes_at": "2026-05-21T12:00:00+03:00"}, Counts(), Why.OVER),
        ({"opens_at": "2026-05-21T12:00:00+03:00"}, Counts(), None),
        ({"opens_at": "2026-05-21T12:00:00"}, Counts(), None),
        ({"opens_at": "2026-05-21T12:00:01"}, Counts(), Why.NOT_YET),
        ({"maintenance": {"en": "Back on Monday."}}, Counts(), Why.MAINTENANCE),
        ({"maintenance": {"en": ""}}, Counts(), None),
        ({"maintenance": {"en": "Back on Monday."}, "closes_at": PAST}, Counts(), Why.OVER),
        ({"most_in_total": 5}, Counts(4, 4), None),
        ({"most_in_total": 5}, Counts(5, 0), Why.FULL),
        ({"most_per_person": 1}, Counts(7, 0), None),
        ({"most_per_person": 1}, Counts(7, 1), Why.HAD_SHARE),
        ({"most_in_total": 7, "most_per_person": 1}, Counts(7, 1), Why.FULL),
    ],
)
def test_the_weightiest_reason_stands_against_it(
    terms: dict[str, Any], counts: Counts, why: Why | None
) -> None:
    found = refusal(Terms(**terms), NOW, counts)
    assert (found.why if found else None) == why


def test_a_service_that_is_not_offered_is_refused() -> None:
    found = refusal(Terms(), NOW, is_offered=False)
    assert found is not None
    assert found.why == Why.NOT_OFFERED


def test_a_refusal_says_when_it_opens_in_the_language_of_the_reader() -> None:
    found = refusal(Terms(opens_at=SOON), NOW)
    assert found is not None
    assert found.opens_again == datetime(2026, 6, 1, 5, 0, tzinfo=UTC)
    with override("en"):
        assert str(found.sentence).startswith("You can send this form from ")
    with override("el"):
        assert str(found.sentence).startswith("Μπορείτε να ")
