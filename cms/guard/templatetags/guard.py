"""`{% guard_field "reports" %}`: what a guarded form carries beside its questions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.http import urlencode

from cms.guard.checking import HIDDEN_FIELD, PROOF_FIELD, TICKET_FIELD, USED
from cms.guard.tickets import new_ticket, read_ticket

register = template.Library()


@register.inclusion_tag("guard/field.html", takes_context=True)
def guard_field(context: Context, form_name: str) -> dict[str, Any]:
    """A page that is shown again keeps its ticket, unless that was used up: who has waited need not wait anew."""
    request = context.get("request")
    ticket = request.POST.get(TICKET_FIELD, "") if request is not None else ""
    if not ticket or getattr(request, USED, False) or read_ticket(ticket, form_name) is None:
        ticket = new_ticket(form_name)
    return {
        "ticket": ticket,
        "ticket_field": TICKET_FIELD,
        "proof_field": PROOF_FIELD,
        "hidden_field": HIDDEN_FIELD,
        "challenge_url": f"{reverse('guard_challenge')}?{urlencode({'form': form_name})}",
    }
