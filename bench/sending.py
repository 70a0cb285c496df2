"""Sending forms: a large one of 100 answers and an ordinary one of ten, as a certificate has. Part of bench/desk.py.

The actions directly, without the guard (whose rates are there to stop just this): all to one service, whose protocol
every sender waits for.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bench.forms import large_form

SENT_A_SECOND, P95_MS = 50, 150
SENDERS, SENT_EACH = 2, 150
CLIENTS, SENT_BY_EACH = 8, 40
ORDINARY = (
    ("short_text", "full_name", "Μαρία Παπαδοπούλου"),
    ("email", "email", "maria@example.org"),
    ("short_text", "father", "Νίκος"),
    ("short_text", "mother", "Ελένη"),
    ("date", "born", "1990-05-01"),
    ("short_text", "birthplace", "Νέα Αγορά"),
    ("one_of", "purpose", "a"),
    ("number", "copies", "2"),
    ("yes_no", "urgent", False),
    ("long_text", "notes", "Για το σχολείο"),
)
Form = tuple[Any, dict[str, Any]]


def ordinary_form() -> Form:
    """Ten questions in three steps, and answers that fit them; the e-mail gets a letter."""
    from engagement.intake.definition import Choice, FormDefinition, Question, Step

    choices = tuple(Choice(each, {"el": each, "en": each}, each) for each in "abc")
    questions = [
        Question(
            id=str(uuid5(NAMESPACE_URL, f"ordinary {name}")),
            kind=kind,
            name=name,
            label={"el": name, "en": name},
            choices=choices if kind == "one_of" else (),
        )
        for kind, name, _answer in ORDINARY
    ]
    steps = tuple(
        Step(
            str(uuid5(NAMESPACE_URL, f"ordinary step {first}")),
            {"el": "Βήμα", "en": "Step"},
            questions=tuple(questions[first : first + 4]),
        )
        for first in range(0, len(questions), 4)
    )
    answers = {question.id: answer for question, (*_what, answer) in zip(questions, ORDINARY, strict=True)}
    return FormDefinition(steps, ("el", "en")), answers


FORMS: dict[str, Callable[[], Form]] = {"bench-form": large_form, "bench-certificate": ordinary_form}


def service(slug: str) -> tuple[Any, dict[str, Any]]:
    """The form in force as a service of that name, with answers for it."""
    from cms.accounts.models import Department
    from engagement.eservices.actions import Offer, publish_service
    from engagement.eservices.models import Service
    from engagement.eservices.terms import Terms

    form, answers = FORMS[slug]()
    key = uuid5(NAMESPACE_URL, slug)
    standing = Service.objects.filter(key=key).select_related("current__form_version").first()
    if standing is not None:
        return standing.current, answers
    department, _made = Department.objects.get_or_create(
        code="bench-0", defaults={"names": {"el": "Τμήμα 0", "en": "Department 0"}}
    )
    offer = Offer(
        key=key,
        names={"el": slug, "en": slug},
        slugs={"el": slug, "en": slug},
        form=form,
        terms=Terms(deadline=10),
        department=department,
    )
    return publish_service(offer), answers


def _send(slug: str, count: int) -> tuple[float, list[float]]:
    """Begins, keeps and sends so many forms; in a process of its own. Seconds, and those of each sending alone."""
    from django.db import connections
    from django_tenants.utils import tenant_context

    from bench.desk import _town
    from engagement.intake.actions import PageMark, begin_draft, keep_answers, send_draft, token_of

    connections.close_all()
    with tenant_context(_town()):
        version, answers = service(slug)
        last = version.form_version.form.steps[-1]
        given = {question.id: answers[question.id] for question in last.questions}
        sendings = []
        start = time.perf_counter()
        for _number in range(count):
            draft = begin_draft(version.form_version, language="en", answers=answers)
            keep_answers(draft.pk, last, given, mark=PageMark(token_of(draft, last)), passed=True)
            begun = time.perf_counter()
            send_draft(draft.pk, language="en")
            sendings.append(time.perf_counter() - begun)
        return time.perf_counter() - start, sendings


def measure_sending() -> Iterator[dict[str, Any]]:
    """How many a second two workers take, and how long each of eight people who send at once waits."""
    from django.db import connections

    for slug, (_form, answers) in ((slug, made()) for slug, made in FORMS.items()):
        service(slug)
        connections.close_all()
        named = f"forms of {len(answers)} answers"
        start = time.perf_counter()
        with multiprocessing.get_context("fork").Pool(SENDERS) as pool:
            pool.starmap(_send, [(slug, SENT_EACH)] * SENDERS)
        rate = SENDERS * SENT_EACH / (time.perf_counter() - start)
        yield line(f"{named} begun, kept, sent a second", rate, SENT_A_SECOND, rate >= SENT_A_SECOND)
        with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
            parts = pool.starmap(_send, [(slug, SENT_BY_EACH)] * CLIENTS)
        waited = [seconds for _whole, sendings in parts for seconds in sendings]
        p95 = statistics.quantiles(waited, n=20)[-1] * 1000
        yield line(f"{named}, {CLIENTS} at once, sending, p95 ms", p95, P95_MS, p95 <= P95_MS)


def line(title: str, value: float, limit: float, met: bool) -> dict[str, Any]:
    verdict = "met" if met else "MISSED"
    print(f"  {title:70}{value:8.1f}                  {limit}  {verdict}")
    return {"title": title, "value": value, "limit": limit, "verdict": verdict}
