"""From the host name to the municipality's schema; the first thing that happens to a request."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port
from django_tenants.middleware.main import TenantMainMiddleware
from django_tenants.utils import remove_www

from cms.kit.schemas import town_connection
from cms.municipalities import health
from cms.municipalities.querysets import municipality_of


class MunicipalityMiddleware(TenantMainMiddleware):
    """Sets `request.tenant` and the connection's schema. An unknown host gets a 404 that names no town."""

    @staticmethod
    def hostname_from_request(request: HttpRequest) -> str:
        """Without port, `www.`, a trailing dot, and in lower case: all of these are the same host."""
        domain, _port = split_domain_port(request.get_host())
        return str(remove_www(domain))

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        town_connection.set_schema_to_public()
        if request.path in health.PROBES:
            return health.PROBES[request.path](request)
        try:
            host = self.hostname_from_request(request)
        except DisallowedHost:
            return nothing_here()
        municipality = municipality_of(host)
        if municipality is None:
            return nothing_here()
        municipality.domain_url = host
        request.tenant = municipality  # type: ignore[attr-defined]  # set by the middleware
        town_connection.set_tenant(municipality)
        return None


def nothing_here() -> HttpResponse:
    """The same few words for every host that is not in the table."""
    return HttpResponseNotFound(
        "404: there is no portal at this address.\n", content_type="text/plain; charset=utf-8"
    )
