"""The address that stands in links of a town's mail."""

from __future__ import annotations

import pytest
from django_tenants.utils import get_public_schema_name, schema_context, tenant_context
from wagtail.admin.templatetags.wagtailadmin_tags import base_url_setting, build_absolute_url

from cms.municipalities.addresses import address_of
from cms.municipalities.models import Domain

pytestmark = pytest.mark.django_db


def test_each_town_has_its_own(town, other_town, settings):
    settings.PORTAL_SCHEME, settings.PORTAL_PORT = "https", ""
    assert address_of(town) == base_url_setting() == "https://town.test"
    assert build_absolute_url({}, "/admin/") == "https://town.test/admin/"
    with tenant_context(other_town):
        assert base_url_setting() == "https://other.test"


def test_the_first_host_name_is_the_one_that_is_written(town, settings):
    with schema_context(get_public_schema_name()):
        Domain.objects.create(tenant=town, domain="a-second-name.test", is_primary=False)
    assert address_of(town).endswith("//town.test:8000")


def test_where_no_town_is_meant_there_is_still_an_address(settings):
    with schema_context(get_public_schema_name()):
        assert base_url_setting() == settings.WAGTAILADMIN_BASE_URL
