"""A municipality's own address, for links in mail: there is no request to take it from."""

from __future__ import annotations

from django.conf import settings
from django_tenants.utils import get_public_schema_name

from cms.kit.schemas import town_connection
from cms.municipalities.models import Municipality


def address_of(municipality: Municipality) -> str:
    """`https://town.example` without a slash at the end, after the first host name."""
    # Where it was found by its host name, it is known already (querysets.municipality_of).
    host = municipality.first_host or municipality.find_first_host()
    return (
        f"{settings.PORTAL_SCHEME}://{host}{settings.PORTAL_PORT}" if host else settings.WAGTAILADMIN_BASE_URL
    )


def admin_address() -> str:
    """The address of the municipality that the connection stands in."""
    if town_connection.schema_name == get_public_schema_name():
        return str(settings.WAGTAILADMIN_BASE_URL)
    return address_of(town_connection.tenant)


def teach_wagtail() -> None:
    """Wagtail knows one address for all sites (a setting); each town's mail has to name the town's own host."""
    # Not while models are still loading.
    from wagtail.admin import userbar, utils
    from wagtail.admin.templatetags import wagtailadmin_tags

    for module in (utils, userbar, wagtailadmin_tags):
        module.get_admin_base_url = admin_address
