"""Views that officers keep under a name."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.desk.actions import drop_view, keep_view
from engagement.desk.office.door import for_desk


@for_desk
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The filters that are on, under a name."""
    shared = request.POST.get("shared") == "on"
    view = keep_view(
        request.POST.get("name", ""), request.POST.get("query", ""), by=request.user, shared=shared
    )
    if view is None:
        messages.error(request, _("Give the view a name. Thirty can be kept."))
        return redirect("desk")
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(f"{reverse('desk')}?{view.query}")


@for_desk
@require_POST
def drop(request: HttpRequest, view_id: int) -> HttpResponse:
    """Whoever keeps it."""
    if not drop_view(view_id, by=request.user):
        raise Http404
    messages.success(request, _("The view is gone."))
    return redirect("desk")
