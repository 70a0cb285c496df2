"""One policy for nearly every answer, and another for those that need one."""

from __future__ import annotations

import pytest
from csp.exceptions import CSPNonceError
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from cms.kit.content_policy import ContentPolicyMiddleware

NAME = "Content-Security-Policy"


def through(view):
    request = RequestFactory().get("/")
    return request, ContentPolicyMiddleware(view)(request)


def test_a_plain_answer_has_the_policy_that_django_csp_builds():
    _request, plain = through(lambda request: HttpResponse())
    with override_settings(DEBUG=True):  # there django-csp does it itself
        _request, built = through(lambda request: HttpResponse())
    assert plain[NAME] == built[NAME]
    assert "script-src 'self'" in plain[NAME]
    assert "unsafe" not in plain[NAME]


def test_a_nonce_is_in_the_policy_of_its_answer_alone():
    _request, answer = through(lambda request: HttpResponse(str(request.csp_nonce)))
    assert f"'nonce-{answer.content.decode()}'" in answer[NAME]
    _request, next_one = through(lambda request: HttpResponse())
    assert "nonce" not in next_one[NAME]


def test_an_answer_with_words_of_its_own_gets_them():
    def view(request):
        response = HttpResponse()
        response._csp_replace = {"frame-ancestors": ["*"]}
        return response

    _request, answer = through(view)
    assert "frame-ancestors *" in answer[NAME]


def test_a_policy_that_a_view_wrote_stays():
    _request, answer = through(lambda request: HttpResponse(headers={NAME: "sandbox"}))
    assert answer[NAME] == "sandbox"


def test_a_nonce_that_is_asked_for_too_late_is_refused():
    request, _answer = through(lambda request: HttpResponse())
    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)
