"""Finding the municipality of a host name, without a query when it was asked for before."""

from __future__ import annotations

from copy import copy
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.db.models import OuterRef, Subquery
from django_tenants.utils import get_public_schema_name, schema_context

from cms.municipalities.models import Domain, Municipality, hosts_of

# Boundaries are large and only maps need them; they are read when asked for.
HEAVY_FIELDS = ("tenant__boundary",)
REMEMBER_SECONDS = 300


# By host: the mark it was read under, and what was read. The mark stands in the cache, where all processes see it go.
_remembered: dict[str, tuple[str, Municipality]] = {}


def _key(host: str) -> str:
    return f"municipality-mark:{host}"


def municipality_of(host: str) -> Municipality | None:
    """The municipality that answers under a host name (without port), or None. Needs the shared schema.

    Each caller gets one of its own to write to: a form that was refused has changed it.
    """
    mark: str = cache.get(_key(host)) or _marked(host)
    known = _remembered.get(host)
    if known is None or known[0] != mark:
        found = _read(host)
        if found is None:
            # Hosts that are nobody's are endless: nothing is kept of them.
            cache.delete(_key(host))
            return None
        known = _remembered[host] = (mark, found)
    return copy(known[1])


def _marked(host: str) -> str:
    """A new mark, or the one that another process was faster with. What is read after it is as true as the mark."""
    mark = uuid4().hex
    return mark if cache.add(_key(host), mark, REMEMBER_SECONDS) else cache.get(_key(host), mark)


def _read(host: str) -> Municipality | None:
    domain = (
        Domain.objects.select_related("tenant")
        .defer(*HEAVY_FIELDS)
        .annotate(first_host=Subquery(hosts_of(OuterRef("tenant_id"))[:1]))
        .filter(domain=host)
        .first()
    )
    if domain is None:
        return None
    found: Municipality = domain.tenant
    found.first_host = domain.first_host
    return found


def forget_hosts(municipality: Municipality, *more: str) -> None:
    """Drops what is remembered of a municipality whose settings or hosts changed; `more` are gone hosts."""
    with schema_context(get_public_schema_name()):
        hosts = Domain.objects.filter(tenant_id=municipality.pk).values_list("domain", flat=True)
        cache.delete_many([_key(host) for host in (*hosts, *more)])


def current_municipality() -> Municipality:
    """The one whose schema the connection stands in: of the request, or of the task."""
    return connection.tenant  # type: ignore[attr-defined, no-any-return]  # django-tenants sets it
