"""A form of 100 questions, its editor, what is sent with it, and the desk with 200,000 cases. `python -m bench.desk`.

Runs inside Django on the bench database, in one process and without a web server: what is measured is a worker's work.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

from bench import portal, rows
from bench.editing import measure_editing
from bench.sending import measure_sending, service
from bench.submitting import measure_submitting
from bench.timing import Taken, timed
from ops import environment

CASES, OFFICERS = 200_000, 40
STEP_MS, QUEUE_MS = 150, 200
KEPT = Path(__file__).parent / "results" / "desk.json"
HOST = "localhost"
PARTS = ["steps", "editing", "sending", "submitting", "queue"]


def _town() -> Any:
    from cms.municipalities.actions import create_municipality
    from cms.municipalities.models import Municipality

    return Municipality.objects.filter(domains__domain=HOST).first() or create_municipality(
        names={"en": "Bench", "el": "Δοκιμή"}, domains=[HOST], languages=["el", "en"]
    )


def measure_steps(version: Any, answers: dict[str, Any]) -> Iterator[Taken]:
    """Each of the ten steps as a whole page, through all middleware; the slowest counts."""
    from django.test import Client

    from engagement.intake.models import Draft

    client = Client(SERVER_NAME=HOST)
    address = client.post("/en/services/bench-form/apply/")["Location"]
    draft_id = address.split("/apply/")[1].split("/")[0]
    steps = [step.id for step in version.form_version.form.steps]
    Draft.objects.filter(pk=draft_id).update(answers=answers, passed=steps)

    def one(step: str) -> Callable[[], None]:
        def get() -> None:
            answer = client.get(f"/en/services/bench-form/apply/{draft_id}/{step}/")
            assert answer.status_code == 200, answer.status_code

        return get

    for number in (0, len(steps) // 2, len(steps) - 1):
        yield timed(
            f"step {number + 1} of {len(steps)}, {len(answers)} questions", STEP_MS, one(steps[number])
        )


MAKE_SUBMISSIONS = """
INSERT INTO engagement_intake_submission
    (id, draft_key, version_id, reference, language, answers, channel, person_digest, sent_at)
SELECT gen_random_uuid(), gen_random_uuid(), %(version)s, 'BENCH' || n, 'el', '{}', 'online', '',
    now() - make_interval(mins => n * 13)
FROM generate_series(1, %(cases)s) n
"""
# One in ten is open; the newest ones. Due days lie around today.
MAKE_CASES = """
INSERT INTO engagement_cases_case
    (year, number, secret, submission_id, version_id, service_id, state, outcome, channel, applicant_kind,
     applicant_name, applicant_email, on_behalf_of, language, department_id, assignee_id, submitted_at, due_on,
     first_due_on, decided_at, changed_at, entries, head)
SELECT 1990, n, 'secret', s.id, %(service_version)s, %(service)s,
    CASE WHEN n > %(cases)s * 0.1 THEN (ARRAY['closed', 'decided', 'withdrawn'])[1 + n %% 3]
         ELSE (ARRAY['submitted', 'in_progress', 'waiting_applicant'])[1 + n %% 3] END,
    CASE WHEN n > %(cases)s * 0.1 AND n %% 3 <> 2 THEN 'granted' ELSE '' END,
    'online', 'person',
    (ARRAY['Παπαδοπούλου Μαρία', 'Γεωργίου Νίκος', 'Ιωάννου Ελένη', 'Οικονόμου Άννα'])[1 + n %% 4] || ' ' || n,
    'person' || n || '@example.org', '', 'el',
    (%(departments)s)[1 + n %% 10], CASE WHEN n %% 5 = 0 THEN NULL ELSE (%(officers)s)[1 + n %% 40] END,
    s.sent_at, s.sent_at::date + 20 + n %% 40, s.sent_at::date + 20 + n %% 40,
    CASE WHEN n > %(cases)s * 0.1 THEN s.sent_at + interval '9 days' END, now(), 0, ''
FROM engagement_intake_submission s
CROSS JOIN LATERAL (SELECT substr(s.reference, 6)::integer AS n) numbered
WHERE s.reference LIKE 'BENCH%%'
"""


def make_cases(version: Any) -> tuple[Any, Any]:
    """Once: ten departments, forty officers, the cases. Returns an officer and somebody who supervises."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db import connection

    from cms.accounts.models import Department
    from engagement.cases.models import Case

    people: Any = get_user_model().objects
    departments = [
        Department.objects.get_or_create(
            code=f"bench-{number}",
            defaults={"names": {"el": f"Τμήμα {number}", "en": f"Department {number}"}},
        )[0]
        for number in range(10)
    ]
    officers = [
        people.get_or_create(
            email=f"officer{number}@bench.test",
            defaults={"is_staff": True, "department": departments[number % 10]},
        )[0]
        for number in range(OFFICERS)
    ]
    for officer in officers:
        officer.groups.add(Group.objects.get(name="Officers"))
    chief, _made = people.get_or_create(
        email="chief@bench.test",
        defaults={"is_staff": True, "is_superuser": True, "department": departments[0]},
    )
    if Case.objects.count() < CASES:
        print(f"Making {CASES:,} cases, once …")
        facts = {
            "cases": CASES,
            "version": version.form_version_id,
            "service_version": version.pk,
            "service": version.service_id,
            "departments": [department.pk for department in departments],
            "officers": [officer.pk for officer in officers],
        }
        with connection.cursor() as cursor:
            cursor.execute(MAKE_SUBMISSIONS, facts)
            cursor.execute(MAKE_CASES, facts)
            cursor.execute("VACUUM (ANALYZE) engagement_cases_case")
    return officers[0], chief


QUEUES = {
    "mine": "view=mine",
    "nobody's": "view=free",
    "all open": "view=open",
    "overdue": "view=late",
    "decided and closed": "view=ended",
    "decided and closed, page 40": "view=ended&p=40",
    "a name": "view=ended&q=Παπαδοπούλου+Μαρία+1999",
    "a number": "view=ended&q=123456",
    "a state": "view=ended&state=withdrawn",
    "a service": "view=open&service={service}",
    "a department": "view=ended&department={department}",
    "a month": "view=ended&since=2024-03-01&until=2024-03-31",
}


def measure_queue(version: Any, person: Any, who: str) -> Iterator[Taken]:
    """Views and filters of the queue, as whole pages."""
    from django.test import Client

    client = Client(SERVER_NAME=HOST)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def one(query: str) -> Callable[[], None]:
        def get() -> None:
            answer = client.get(f"/admin/cases/?{query}")
            assert answer.status_code == 200, answer.status_code

        return get

    for title, query in QUEUES.items():
        filled = query.format(service=version.service_id, department=person.department_id)
        yield timed(f"queue of {who}: {title}", QUEUE_MS, one(filled))


def main() -> int:
    """Everything, or the parts named; kept in bench/results/desk.json when all was measured."""
    parser = argparse.ArgumentParser(prog="bench.desk", description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS)
    parts = parser.parse_args().parts
    os.environ.update(environment.for_commands())
    rows.connect().close()
    os.environ.update(portal.environment())
    portal.migrate()
    django.setup()
    from django_tenants.utils import tenant_context

    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}; by the clock, Python's share, limit:")
    lines: list[dict[str, Any]] = []
    with tenant_context(_town()):
        version, answers = service("bench-form")
        if "steps" in parts:
            lines += [asdict(one) | {"verdict": one.verdict} for one in measure_steps(version, answers)]
        if "editing" in parts:
            lines += [asdict(one) | {"verdict": one.verdict} for one in measure_editing(HOST)]
        if "sending" in parts:
            lines += measure_sending()
        if "submitting" in parts:
            lines += measure_submitting()
        if "queue" in parts:
            for person, who in zip(make_cases(version), ("an officer", "a supervisor"), strict=True):
                lines += [
                    asdict(one) | {"verdict": one.verdict} for one in measure_queue(version, person, who)
                ]
    if len(parts) == len(PARTS):
        KEPT.write_text(json.dumps({"load": load, "lines": lines}, indent=1, ensure_ascii=False) + "\n")
    return int(any(line["verdict"] == "MISSED" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
