"""Finding the municipality of a host name, without a query when it was asked for before."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection
from django.db.models import OuterRef, Subquery
from django_tenants.utils import get_public_schema_name, schema_context

from cms.municipalities.models import Domain, Municipality, hosts_of

# Boundaries are large and only maps need them; they are read when asked for.
HEAVY_FIELDS = ("tenant__boundary",)
REMEMBER_SECONDS = 300


def _key(host: str) -> str:
    return f"municipality-of:{host}"


def municipality_of(host: str) -> Municipality | None:
    """The municipality that answers under a host name (without port), or None. Needs the shared schema."""
    found: Municipality | None = cache.get(_key(host))
    if found is None:
        domain = (
            Domain.objects.select_related("tenant")
            .defer(*HEAVY_FIELDS)
            .annotate(first_host=Subquery(hosts_of(OuterRef("tenant_id"))[:1]))
            .filter(domain=host)
            .first()
        )
        if domain is None:
            return None
        found = domain.tenant
        found.first_host = domain.first_host
        cache.set(_key(host), found, REMEMBER_SECONDS)
    return found


def forget_hosts(municipality: Municipality, *more: str) -> None:
    """Drops what is remembered of a municipality whose settings or hosts changed; `more` are gone hosts."""
    with schema_context(get_public_schema_name()):
        hosts = Domain.objects.filter(tenant_id=municipality.pk).values_list("domain", flat=True)
        cache.delete_many([_key(host) for host in (*hosts, *more)])


def current_municipality() -> Municipality:
    """The one whose schema the connection stands in: of the request, or of the task."""
    return connection.tenant  # type: ignore[attr-defined, no-any-return]  # django-tenants sets it
