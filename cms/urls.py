"""All addresses of a municipality's host. Wings are included by name; this file knows none of their code."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # First what programs ask for, thousands of times a second: addresses are tried in this order.
    path("api/v1/", include("opendata.urls")),
    path("", include("cms.municipalities.urls")),
    path("", include("cms.media.urls")),
    path("", include("cms.files.urls")),
    path("", include("cms.guard.urls")),
    path("", include("cms.theme.urls")),
    path("", include("pages.navigation.urls")),
    path("", include("pages.base.urls")),
    path("admin/", include("cms.accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/with/", include("cms.accounts.callback_urls")),
    path("", include("opendata.catalog.document_urls")),
    path("", include("pages.services.document_urls")),
    path("api/", include("opendata.ckan.urls")),
    path("maps/", include("maps.embed_urls")),
    *i18n_patterns(
        path("account/", include("cms.accounts.urls")),
        path("data/", include("opendata.catalog.urls")),
        path("data/", include("opendata.community.urls")),
        path("maps/", include("maps.urls")),
        path("services/", include("engagement.eservices.urls")),
        path("", include("engagement.desk.urls")),
        path("verify/", include("engagement.documents.urls")),
        path("search/", include("pages.search.urls")),
        path("problem/", include("pages.feedback.urls")),
        path("_util/", include("cms.accounts.page_urls")),
        path("", include("pages.base.file_urls")),
        path("", include(wagtail_urls)),
    ),
]
