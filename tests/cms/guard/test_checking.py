"""Who may send a form, and what is said to those who may not yet."""

from __future__ import annotations

import time
from datetime import timedelta

import altcha
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from cms.guard.actions import count, count_each, forget_old, spend
from cms.guard.checking import HIDDEN_FIELD, PROOF_FIELD, TICKET_FIELD
from cms.guard.contract import HOUR, Policy, ProblemCode, Rate, check, tell
from cms.guard.models import SpentToken, Tally
from cms.guard.policies import policies
from cms.guard.problems import Problem
from cms.guard.proofs import read_proof
from tests.factories import guard
from tests.factories.accounts import make_resident

pytestmark = pytest.mark.django_db
FORM = "tests"
VISITOR = "203.0.113.7"


@pytest.fixture(autouse=True)
def _empty_buckets():
    from cms.kit.api.limits.buckets import buckets

    buckets.cache_clear()


def solved(form_name=FORM, **changes):
    return guard.solved(form_name, **changes)


def ticket(seconds_old=60, form_name=FORM):
    return guard.ticket(form_name, seconds_old)


def sent(address=VISITOR, user=None, **fields):
    request = RequestFactory(REMOTE_ADDR=address).post("/", fields)
    request.user = user or AnonymousUser()
    return request


def codes(request, form_name=FORM):
    return [problem.code for problem in check(request, form_name)]


def test_a_person_with_a_proof_is_let_through_at_once():
    assert codes(sent(**{TICKET_FIELD: ticket(5), PROOF_FIELD: solved()})) == []


def test_without_javascript_a_form_that_took_its_time_is_taken():
    assert codes(sent(**{TICKET_FIELD: ticket(30)})) == []


def test_without_javascript_a_quick_person_is_told_how_long_to_wait():
    page = ticket(15)
    (problem,) = check(sent(**{TICKET_FIELD: page}), FORM)
    assert (problem.code, problem.retry_after) == (ProblemCode.WAIT, 5)
    with translation.override("en"):
        assert problem.sentence.endswith("Your answers are still here. Please send it again after 5 seconds.")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, ProblemCode.TICKET),
        ({TICKET_FIELD: "nonsense"}, ProblemCode.TICKET),
        ({TICKET_FIELD: "x" * 10_000}, ProblemCode.TICKET),
        ({TICKET_FIELD: lambda: ticket(60, "another")}, ProblemCode.TICKET),
        ({TICKET_FIELD: lambda: ticket(25 * 3600)}, ProblemCode.TICKET),
        ({TICKET_FIELD: lambda: ticket(1), PROOF_FIELD: solved}, ProblemCode.TOO_FAST),
        ({TICKET_FIELD: ticket, HIDDEN_FIELD: "http://spam.test"}, ProblemCode.HIDDEN_FIELD),
        ({TICKET_FIELD: ticket, PROOF_FIELD: "e30="}, ProblemCode.PROOF),
        ({TICKET_FIELD: ticket, PROOF_FIELD: "\N{GREEK SMALL LETTER ALPHA}" * 9}, ProblemCode.PROOF),
        ({TICKET_FIELD: ticket, PROOF_FIELD: lambda: solved("another")}, ProblemCode.PROOF),
        ({TICKET_FIELD: ticket, PROOF_FIELD: lambda: solved(cost=1)}, ProblemCode.PROOF),
        ({TICKET_FIELD: ticket, PROOF_FIELD: lambda: solved(expiresAt=99999999999)}, ProblemCode.PROOF),
        (
            {TICKET_FIELD: ticket, PROOF_FIELD: lambda: solved(data={"form": FORM, "town": "x"})},
            ProblemCode.PROOF,
        ),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(fields, code):
    assert codes(sent(**{name: value() if callable(value) else value for name, value in fields.items()})) == [
        code
    ]
    assert Tally.objects.count() == 0, "and is not counted against the address"


def test_a_proof_is_taken_once():
    fields = {TICKET_FIELD: ticket(), PROOF_FIELD: solved()}
    assert codes(sent(**fields)) == []
    assert codes(sent(**fields)) == [ProblemCode.SENT_ALREADY]


def test_a_ticket_without_proof_is_taken_once():
    fields = {TICKET_FIELD: ticket()}
    assert codes(sent(**fields)) == []
    assert codes(sent(**fields)) == [ProblemCode.SENT_ALREADY]


def test_a_proof_expires(monkeypatch):
    old = solved()
    assert read_proof(old, FORM) is not None
    later = time.time() + 3600
    monkeypatch.setattr(altcha.v2.time, "time", lambda: later)
    assert read_proof(old, FORM) is None


def test_a_proof_of_one_municipality_is_nothing_in_another(other_town):
    from django_tenants.utils import tenant_context

    proof = solved()
    with tenant_context(other_town):
        assert read_proof(proof, FORM) is None


@pytest.fixture
def strict():
    name = "tests-strict"
    if name not in policies:
        policies.add(
            name,
            Policy(
                by_address=Rate(3, HOUR),
                by_account=Rate(2, HOUR),
                by_form=Rate(6, HOUR),
                unproved_by_address=Rate(1, HOUR),
                unproved_by_form=Rate(3, HOUR),
            ),
        )
    return name


def test_an_address_may_send_so_many_and_hears_when_it_may_again(strict):
    def send():
        return check(sent(**{TICKET_FIELD: ticket(form_name=strict), PROOF_FIELD: solved(strict)}), strict)

    assert [send(), send(), send()] == [[], [], []]
    (problem,) = send()
    assert problem.code is ProblemCode.TOO_MANY
    answer = tell(HttpResponse("the form again"), [problem])
    assert (answer.status_code, answer["Retry-After"]) == (429, str(problem.retry_after))
    assert 0 < problem.retry_after <= 2 * 3600


def test_a_whole_network_of_ipv6_is_one_visitor(strict):
    def send(number):
        return codes(sent(f"2001:db8:1:2::{number}", **{TICKET_FIELD: ticket(form_name=strict)}), strict)

    assert [send(1), send(2)] == [[], [ProblemCode.TOO_MANY]]


def test_without_proof_the_rates_are_stricter(strict):
    def send(address):
        return codes(sent(address, **{TICKET_FIELD: ticket(form_name=strict)}), strict)

    answers = [send(address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4")]
    assert answers == [[], [ProblemCode.TOO_MANY], [], [], [ProblemCode.FORM_BUSY]]


def test_an_account_is_counted_wherever_it_is(strict):
    anna = make_resident("anna@town.test")

    def send(address):
        fields = {TICKET_FIELD: ticket(form_name=strict), PROOF_FIELD: solved(strict)}
        return codes(sent(address, user=anna, **fields), strict)

    assert [send("192.0.2.1"), send("192.0.2.2"), send("192.0.2.3")] == [[], [], [ProblemCode.TOO_MANY]]


def test_a_form_with_a_part_of_its_own_follows_the_policy_and_is_counted_apart(strict):
    def send(part):
        name = f"{strict}:{part}"
        return codes(sent(**{TICKET_FIELD: ticket(form_name=name)}), name)

    assert [send("a"), send("b"), send("a")] == [[], [], [ProblemCode.TOO_MANY]]


def test_behind_a_trusted_proxy_the_visitor_counts_and_not_the_proxy(settings, strict):
    settings.TRUSTED_PROXIES = 1

    def send(visitor):
        request = sent("10.0.0.1", **{TICKET_FIELD: ticket(form_name=strict)})
        request.META["HTTP_X_FORWARDED_FOR"] = f"1.2.3.4, {visitor}"
        return codes(request, strict)

    assert [send("192.0.2.1"), send("192.0.2.2"), send("192.0.2.1")] == [[], [], [ProblemCode.TOO_MANY]]


def test_a_script_that_tries_on_and_on_is_stopped_before_anything_is_asked():
    answers = [codes(sent(**{TICKET_FIELD: "nonsense"})) for _try in range(62)]
    assert answers[0] == [ProblemCode.TICKET]
    assert answers[-1] == [ProblemCode.TOO_MANY]


def test_who_waits_as_told_is_let_in_and_the_slide_has_no_edge(monkeypatch):
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    rate = Rate(4, HOUR)

    def at(minutes):
        monkeypatch.setattr("cms.guard.actions.timezone.now", lambda: now + timedelta(minutes=minutes))
        return count(b"somebody", rate)

    assert [at(58), at(58), at(59), at(59)] == [0, 0, 0, 0]
    wait = at(61)
    assert wait > 0, "a new hour on the clock gives no new allowance"
    assert at(61 + wait / 60) == 0


def test_what_is_refused_does_not_prolong_the_wait(monkeypatch):
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    monkeypatch.setattr("cms.guard.actions.timezone.now", lambda: now)
    rate = Rate(1, HOUR)
    assert count(b"somebody", rate) == 0
    assert count(b"somebody", rate) == count(b"somebody", rate)


def test_what_one_rate_refuses_counts_for_none_of_them():
    tight, wide = (b"somebody", Rate(1, HOUR)), (b"the form", Rate(2, HOUR))
    assert count_each([tight, wide]) == [0, 0]
    waits = count_each([tight, wide])
    assert (waits[0] > 0, waits[1]) == (True, 0)
    assert count(*wide) == 0, "the refused one left its place in the form's own count"
    assert count(*wide) > 0


def test_old_proofs_and_counts_are_forgotten():
    spend("old", expires_at=timezone.now() - timedelta(hours=1))
    spend("young", expires_at=timezone.now() + timedelta(hours=1))
    count(b"somebody", Rate(1, HOUR))
    Tally.objects.create(bucket="old", starts_at=timezone.now() - timedelta(days=3))
    assert forget_old() == "1 used proofs and 1 counts forgotten"
    assert (SpentToken.objects.count(), Tally.objects.count()) == (1, 1)


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_is_a_sentence_in_both_languages(code):
    for seconds in (0, 1, 50, 4000):
        told = []
        for language in ("el", "en"):
            with translation.override(language):
                told.append(Problem(code, seconds).sentence)
        assert "%" not in "".join(told)


def test_a_form_of_many_steps_counts_from_its_first():
    fields = {TICKET_FIELD: ticket(0)}
    began = timezone.now() - timedelta(minutes=5)
    assert codes(sent(**fields)) == [ProblemCode.TOO_FAST]
    assert check(sent(**fields), FORM, since=began) == []
