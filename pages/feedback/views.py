"""One press: something is wrong with this page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.kit.origins import comes_from_here
from pages.feedback.actions import count_problem
from pages.feedback.choices import Reason
from pages.feedback.rules import is_first_today, seconds_to_wait
from pages.feedback.signing import path_in


# Without a token: the page is kept and the same for everybody. The origin is looked at instead, and the press needs
# nobody's session.
@csrf_exempt
@never_cache
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Counts it and thanks. What was not sent from a page of ours, or is about none, is refused."""
    address, reason = path_in(request.POST.get("page", "")), request.POST.get("reason", "")
    if not comes_from_here(request) or not address or reason not in Reason.values:
        words = _("This did not come from one of our pages. Go to the page and press the button there.")
        return _answer(request, _("That did not work"), words, status=400)
    if seconds_to_wait(request):
        words = _("A lot was sent from your address within the last hour. Please try again in an hour.")
        return _answer(request, _("Not now, please"), words, address, status=429)
    if is_first_today(request, address, reason):
        count_problem(address, Reason(reason))
    query = urlencode({"page": request.POST["page"]})
    return HttpResponseRedirect(f"{reverse('pages_feedback:thanks')}?{query}", status=303)


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """After the press, with the way back."""
    words = _("Whoever keeps the page sees it. Nothing about you was stored.")
    return _answer(request, _("Thank you, it is noted"), words, path_in(request.GET.get("page", "")))


def _answer(
    request: HttpRequest, title: str, words: str, back: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "page_title": title,
        "words": words,
        "back": back,
        "contact": request.path.split("problem/")[0],
    }
    return render(request, "pages/feedback/answer.html", context, status=status)
