"""The services for programs: addresses without a language, which name things for ever."""

from django.urls import path, re_path

from cms.kit.rdf.formats import EXTENSION
from pages.services.documents import ServiceDocument, ServicesDocument

KEY = r"(?P<key>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"

urlpatterns = [
    path("services", ServicesDocument.as_view(), name="services"),
    re_path(rf"^services\.{EXTENSION}$", ServicesDocument.as_view(), name="services_document"),
    path("services/<uuid:key>", ServiceDocument.as_view(), name="service"),
    re_path(rf"^services/{KEY}\.{EXTENSION}$", ServiceDocument.as_view(), name="service_document"),
]
