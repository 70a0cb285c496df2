"""A decision on a page is carried out once.

Wagtail's editor keeps saving by itself while a decision is on its way, and sends the decision along: "Request changes"
would be done twice, the second time on a page that waits for nobody any more.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

DECISIONS = ("action-workflow-action", "action-cancel-workflow", "action-restart-workflow")


def refused_repeat(request: HttpRequest) -> HttpResponse | None:
    """An answer in the editor's own form where something saves by itself that also decides; None otherwise."""
    by_itself = request.method == "POST" and not request.accepts("text/html")
    if not by_itself or not any(name in request.POST for name in DECISIONS):
        return None
    told = {
        "success": False,
        "error_code": "decision_on_its_way",
        "error_message": _("Your decision is being carried out."),
    }
    return JsonResponse(told, status=400)
