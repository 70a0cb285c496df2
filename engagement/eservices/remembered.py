"""What stands at a service's address, remembered by each process until a service is published anew or taken off."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from django.db import connection, transaction
from django.db.models import Q

from cms.kit.schemas import current_schema
from cms.kit.stamps import Stamp
from engagement.eservices.models import Service, ServiceVersion

SERVICES_STAMP = Stamp("services-stamp")
# Should a process die between a commit and the change of the stamp, the truth is late by this much.
REMEMBER_SECONDS = 5
# More addresses than any town has; whoever invents some finds nothing, which is not remembered.
MOST = 2_000


@dataclass(frozen=True)
class Place:
    """A service with its addresses, and those of its versions that were asked for, by the form they ask with.

    All who ask share what stands here: nothing of it may be written to.
    """

    stamp: str
    at: float
    service: Service
    versions: dict[int, ServiceVersion] = field(default_factory=dict)

    def version_of_form(self, form_version_id: int) -> ServiceVersion | None:
        """The version of this service that asks with a form."""
        if form_version_id not in self.versions:
            self._read(Q(form_version=form_version_id))
        return self.versions.get(form_version_id)

    def in_force(self) -> ServiceVersion | None:
        """The version that is in force, if the service was ever published."""
        known = self.versions.values()
        if self.service.current_id not in {version.pk for version in known}:
            self._read(Q(pk=self.service.current_id))
        return next((version for version in known if version.pk == self.service.current_id), None)

    def _read(self, which: Q) -> None:
        found = ServiceVersion.objects.filter(which, service=self.service).select_related("form_version")
        # A form's definition is long, and read once by each process (FormVersion.form).
        for version in found.defer("form_version__definition"):
            version.service = self.service
            self.versions[version.form_version_id] = version


_remembered: dict[tuple[str, str, str], Place] = {}


def place_at(language: str, slug: str) -> Place | None:
    """What stands at an address, old or new; without a query where it is remembered and still true."""
    # Within a transaction its own changes count, which nobody else has been told of.
    if connection.in_atomic_block:
        return _read_place("", language, slug)
    key, stamp = (current_schema(), language, slug), SERVICES_STAMP.current()
    found = _remembered.get(key)
    if found is None or found.stamp != stamp or monotonic() - found.at > REMEMBER_SECONDS:
        found = _read_place(stamp, language, slug)
        if found is not None:
            if len(_remembered) >= MOST:
                _remembered.clear()
            _remembered[key] = found
    return found


def forget_places() -> None:
    """After the commit of a change that whoever asks at an address must know of."""
    transaction.on_commit(SERVICES_STAMP.change)


def _read_place(stamp: str, language: str, slug: str) -> Place | None:
    moment = monotonic()
    service = Service.objects.at(language, slug).prefetch_related("addresses").first()
    return Place(stamp, moment, service) if service else None
