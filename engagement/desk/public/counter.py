"""The pages of a service's form while an officer fills it in for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from engagement.cases.actions.counter import filing_at
from engagement.cases.models import CounterFiling
from engagement.cases.rules import may_file_for, may_see
from engagement.eservices.models import ServiceVersion
from engagement.eservices.occasions import current_slug, occasion_of
from engagement.intake.access import remember
from engagement.intake.contract import Occasion
from engagement.intake.models import Draft, Submission

Page = Callable[..., HttpResponse]


def for_somebody(form_page: Page) -> Callable[..., HttpResponse]:
    """A page of the form, for the officer who began it; of what was sent, for whoever may see the case."""

    def asked(request: HttpRequest, draft_id: UUID, **more: Any) -> HttpResponse:
        filing = filing_at(draft_id)
        version = _version_of(draft_id)
        if filing is None or version is None or not _may_open(request.user, filing, version):
            raise Http404
        remember(request, draft_id)
        return form_page(request, _occasion(filing, version), draft_id=draft_id, **more)

    return asked


def _may_open(person: Any, filing: CounterFiling, version: ServiceVersion) -> bool:
    if filing.case is not None:
        return may_see(person, filing.case)
    return bool(
        person.is_authenticated and filing.by_id == person.pk and may_file_for(person, version.service)
    )


def _version_of(draft_id: UUID) -> ServiceVersion | None:
    form_version = (
        Draft.objects.filter(pk=draft_id).values_list("version_id", flat=True).first()
        or Submission.objects.filter(draft_key=draft_id).values_list("version_id", flat=True).first()
    )
    found: ServiceVersion | None = (
        ServiceVersion.objects.select_related("form_version", "service")
        .filter(form_version_id=form_version)
        .first()
    )
    return found


def _occasion(filing: CounterFiling, version: ServiceVersion) -> Occasion:
    usual = occasion_of(version, current_slug(version.service) or "-")
    case = filing.case
    return replace(
        usual,
        url=lambda name, *args: _address(filing, name, *args),
        back=reverse("desk_new"),
        trail=(),
        # The applicant's language was chosen before; the form is not begun anew in another.
        starts={},
        is_for_another=True,
        channel=filing.channel,
        notice=_("You are filling this in for %(name)s (%(channel)s).")
        % {"name": filing.name, "channel": filing.get_channel_display()}
        if case is None
        else "",
        onward=(_("Open the case"), reverse("desk_case", args=[case.pk])) if case else None,
    )


def _address(filing: CounterFiling, name: str, *args: Any) -> str:
    if name in ("start", "resume", "resume_by_link"):
        return reverse("desk_new")
    return reverse(f"engagement_desk:counter_{name}", args=args or [filing.draft_key])


def leave(request: HttpRequest, _occasion: Occasion, draft_id: UUID) -> HttpResponse:
    """Back to the desk: what was begun is listed there."""
    messages.success(request, _("It is kept. You find it under “Request for somebody”."))
    return redirect("desk_new")
