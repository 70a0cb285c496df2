"""What the browser is given: the challenge, the fields, the form that asks by itself."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from cms.guard.checking import TICKET_FIELD, USED
from cms.guard.contract import GuardedForm
from cms.guard.models import Tally
from tests.cms.guard.test_checking import FORM, sent, solved, ticket
from tests.factories.accounts import make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_buckets():
    from cms.kit.api.limits.buckets import buckets

    buckets.cache_clear()


def drawn(request, form_name=FORM):
    return Template("{% load guard %}{% guard_field name %}").render(
        Context({"request": request, "name": form_name})
    )


def ticket_in(page):
    return re.search(rf'name="{TICKET_FIELD}" value="([^"]+)"', page)[1]


def test_a_challenge_is_signed_not_kept_and_for_one_form(client):
    answer = client.get("/guard/challenge/?form=tests", REMOTE_ADDR="203.0.113.9")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    parameters = answer.json()["parameters"]
    assert (parameters["algorithm"], parameters["data"]["form"]) == ("PBKDF2/SHA-256", "tests")
    assert answer.json()["signature"]
    assert "guard_" not in answer.cookies


@pytest.mark.parametrize("query", ["", "?form=", "?form=" + "x" * 101])
def test_a_challenge_for_no_form_is_refused(client, query):
    assert client.get(f"/guard/challenge/{query}").status_code == 400


def test_whoever_asks_for_many_challenges_gets_harder_ones_and_then_none(client, monkeypatch):
    levels = []
    monkeypatch.setattr(
        "cms.guard.views.new_challenge", lambda name, *, level: levels.append(level) or {"parameters": {}}
    )
    answers = [client.get("/guard/challenge/?form=tests", REMOTE_ADDR="203.0.113.9") for _try in range(61)]
    assert (levels[0], levels[-1]) == (0, 3)
    assert levels == sorted(levels)
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")


def test_the_field_has_no_script_or_style_in_it_and_its_trap_is_not_read_aloud():
    page = drawn(RequestFactory().get("/"))
    assert "style=" not in page
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/guard/guard.js">']
    assert 'aria-hidden="true"' in page
    assert 'tabindex="-1"' in page
    assert 'role="status"' in page


def test_a_page_that_is_shown_again_keeps_its_ticket_until_that_is_used_up():
    page = ticket(10)
    request = sent(**{TICKET_FIELD: page})
    assert ticket_in(drawn(request)) == page
    setattr(request, USED, True)
    assert ticket_in(drawn(request)) != page


@pytest.mark.parametrize("foreign", ["nonsense", '"><script>'])
def test_a_foreign_ticket_is_never_written_back(foreign):
    assert foreign not in drawn(sent(**{TICKET_FIELD: foreign}))


class QuestionForm(GuardedForm):
    guard_name = FORM
    question = forms.CharField()


def test_a_form_asks_the_guard_only_when_everything_else_is_right():
    request = sent(**{TICKET_FIELD: ticket(), "guard_proof": solved()})
    wrong = QuestionForm({"question": ""}, request=request)
    assert not wrong.is_valid()
    assert (wrong.guard_problems, Tally.objects.count()) == ([], 0)
    assert QuestionForm({"question": "Why?"}, request=request).is_valid()
    again = QuestionForm({"question": "Why?"}, request=request)
    assert not again.is_valid()
    assert again.non_field_errors() == [problem.sentence for problem in again.guard_problems]


def test_two_forms_at_once_cannot_use_the_same_proof(transactional_db):
    import threading

    from django.db import connection

    from cms.guard.contract import check

    town = connection.tenant
    fields = {TICKET_FIELD: ticket(), "guard_proof": solved()}
    start, answers = threading.Barrier(4), []

    def send():
        connection.set_tenant(town)
        request = sent(**fields)
        start.wait()
        answers.append([problem.code for problem in check(request, FORM)])
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, answers)) == [0, 1, 1, 1]


def test_a_signed_in_person_needs_no_session_of_the_guard():
    request = sent(user=make_resident("eva@town.test"), **{TICKET_FIELD: ticket()})
    assert QuestionForm({"question": "Why?"}, request=request).is_valid()
    assert isinstance(sent().user, AnonymousUser)
