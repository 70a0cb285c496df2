"""A service's form at its address."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from engagement.eservices.actions import PURPOSE
from engagement.eservices.charging import fee_in_words
from engagement.eservices.confirming import kept_of
from engagement.eservices.limits import refusal_of
from engagement.eservices.models import Service, ServiceVersion
from engagement.eservices.remembered import place_at
from engagement.intake.contract import Occasion
from engagement.intake.models import Draft, Submission


def version_at(slug: str, draft_id: UUID | None = None) -> ServiceVersion:
    """Of the service at an address of the active language: the version that a draft or what became of it belongs to,
    else the one in force. Its definition stays where it is (FormVersion.form). Http404."""
    place = place_at(get_language() or "", slug)
    if place is None:
        raise Http404
    form_version_id = _form_of(draft_id) if draft_id else None
    found = place.version_of_form(form_version_id) if form_version_id else None
    found = found or place.in_force()
    if found is None:
        raise Http404
    return found


def _form_of(draft_id: UUID) -> int | None:
    """The form that a draft answers, or what was sent of it answered."""
    asked = Draft.objects.filter(pk=draft_id).values_list("version_id", flat=True)
    sent = Submission.objects.filter(draft_key=draft_id).values_list("version_id", flat=True).order_by()
    return next(iter(asked[:1]), None) or next(iter(sent[:1]), None)


def occasion_of(version: ServiceVersion, slug: str) -> Occasion:
    """What the form's pages are told."""
    terms, service = version.rules, version.service

    directory = f"/{get_language()}/services/"

    def url(name: str, *args: Any) -> str:
        return reverse(f"engagement_eservices:{name}", args=[slug, *args])

    return Occasion(
        purpose=PURPOSE,
        version_id=version.form_version_id,
        form=version.form_version.form,
        title=service.names,
        url=url,
        back=f"{directory}{slug}/",
        trail=((_("Home"), f"/{get_language()}/"), (_("Services"), directory)),
        starts=_starts(service),
        intro=terms.intro,
        thanks=terms.thanks,
        facts=tuple(
            {"icon": fact["icon"], "label": in_language(fact["label"]), "value": in_language(fact["value"])}
            for fact in terms.facts
        ),
        refusal=refusal_of(service, terms, now=timezone.now()),
        needs_account=terms.needs_account,
        guard=f"requests:{service.key}",
        fee=partial(fee_in_words, version),
        receipt=partial(kept_of, version),
    )


def _starts(service: Service) -> dict[str, str]:
    addresses = {}
    for address in service.addresses.all():
        if address.is_current:
            with override(address.language):
                addresses[address.language] = reverse("engagement_eservices:start", args=[address.slug])
    return addresses


def current_slug(service: Service) -> str:
    """The service's own address in the active language."""
    here = get_language()
    return next(
        (each.slug for each in service.addresses.all() if each.language == here and each.is_current), ""
    )
