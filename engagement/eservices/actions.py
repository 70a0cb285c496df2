"""Publishing a service's version, taking it off, counting what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.accounts.models import Department
from cms.audit.actions import record
from engagement.eservices.errors import AddressIsTaken
from engagement.eservices.models import Service, ServiceAddress, ServiceVersion
from engagement.eservices.remembered import forget_places
from engagement.eservices.terms import Terms
from engagement.eservices.versions import diff, diff_terms, next_number
from engagement.intake.actions import store_form
from engagement.intake.definition import FormDefinition, to_json

PURPOSE = "service"


@dataclass(frozen=True)
class Offer:
    """What an editor's page comes to when it is published. `slugs` by language."""

    key: UUID
    names: Mapping[str, str]
    slugs: Mapping[str, str]
    form: FormDefinition
    terms: Terms
    department: Department | None = None
    note: str = ""


@transaction.atomic
def publish_service(offer: Offer, *, by: Any = None) -> ServiceVersion:
    """Makes the offer the version in force; the same form and terms as before make no new version.

    Raises AddressIsTaken, MalformedDefinition.
    """
    service, _made = Service.objects.get_or_create(key=offer.key, defaults={"names": dict(offer.names)})
    service = Service.objects.select_for_update().get(pk=service.pk)
    service.names, service.department, service.is_offered = dict(offer.names), offer.department, True
    _put_addresses(service, offer.slugs)
    version: ServiceVersion | None = service.current
    if version is None or _differs(version, offer):
        version = _new_version(service, offer, by)
        service.current = version
        record("published", version, by=by, changes={"number": version.number})
    service.save()
    forget_places()
    return version


def _differs(version: ServiceVersion, offer: Offer) -> bool:
    # Terms are read first: a release that knows more of them makes no new version by itself.
    stored: tuple[Any, Any] = (version.form_version.definition, version.rules.to_json())
    return stored != (to_json(offer.form), offer.terms.to_json())


def _new_version(service: Service, offer: Offer, by: Any) -> ServiceVersion:
    latest = service.versions.first()
    major, minor, patch = _next_number(latest, offer)
    return ServiceVersion.objects.create(
        service=service,
        form_version=store_form(offer.form, purpose=PURPOSE),
        major=major,
        minor=minor,
        patch=patch,
        terms=offer.terms.to_json(),
        note=offer.note,
        published_by=by if by is not None and by.is_authenticated else None,
    )


def _next_number(latest: ServiceVersion | None, offer: Offer) -> tuple[int, int, int]:
    if latest is None:
        return 1, 0, 0
    changes = diff(latest.form_version.form, offer.form) + diff_terms(latest.rules, offer.terms)
    return next_number((latest.major, latest.minor, latest.patch), changes)


def _put_addresses(service: Service, slugs: Mapping[str, str]) -> None:
    service.addresses.exclude(language__in=slugs).update(is_current=False)
    for language, slug in slugs.items():
        holder = ServiceAddress.objects.select_related("service").filter(language=language, slug=slug).first()
        if holder is not None and holder.service_id != service.pk:
            if holder.is_current and holder.service.is_offered:
                raise AddressIsTaken(str(holder))
            # An old address of another service, or one that was taken off: who stands there now has it.
            holder.delete()
            holder = None
        service.addresses.filter(language=language).exclude(slug=slug).update(is_current=False)
        if holder is None:
            ServiceAddress.objects.create(service=service, language=language, slug=slug)
        elif not holder.is_current:
            holder.is_current = True
            holder.save(update_fields=["is_current"])


@transaction.atomic
def readdress(key: UUID, names: Mapping[str, str], slugs: Mapping[str, str], *, by: Any = None) -> None:
    """Names and addresses by the languages that are left, while form and terms stay. Raises AddressIsTaken."""
    service = Service.objects.select_for_update().filter(key=key, is_offered=True).first()
    if service is None or set(service.slugs().items()) == set(slugs.items()):
        return
    service.names = dict(names)
    service.save(update_fields=["names"])
    _put_addresses(service, slugs)
    forget_places()
    record("readdressed", service, by=by, changes={"addresses": dict(slugs)})


@transaction.atomic
def take_off(key: UUID, *, by: Any = None) -> None:
    """Nobody may begin or send any more, until it is published again; what was sent stays."""
    service = Service.objects.select_for_update().filter(key=key, is_offered=True).first()
    if service is not None:
        service.is_offered = False
        service.save(update_fields=["is_offered"])
        forget_places()
        record("taken off", service, by=by)
