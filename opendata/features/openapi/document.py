"""The OpenAPI document as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from opendata.features.links import root
from opendata.features.openapi.components import ERRORS, SCHEMAS, document_response, operation
from opendata.features.openapi.items import collection_paths
from opendata.features.openapi.parameters import PARAMETERS
from opendata.tables.reading import Facts
from opendata.tables.registry import api_parts

VERSION = "1.0.0"


def openapi_document(request: HttpRequest, collections: Sequence[Facts]) -> dict[str, Any]:
    """Info, server, one set of paths for each collection, components."""
    town = request.tenant  # type: ignore[attr-defined]  # set by the middleware
    paths = service_paths()
    for facts in collections:
        paths.update(collection_paths(facts))
    for part in api_parts:
        paths.update(part.paths(collections))
    info: dict[str, Any] = {
        "title": _("Open data of %(town)s") % {"town": town.name},
        "description": _("Everything the municipality publishes: to read, filter, download and draw."),
        "version": VERSION,
    }
    if town.email:
        info["contact"] = {"name": town.name, "email": town.email}
    return {
        "openapi": "3.0.3",
        "info": info,
        "servers": [{"url": root(request).rstrip("/")}],
        "tags": [{"name": facts.name, "description": facts.title} for facts in collections],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "parameters": PARAMETERS, "responses": ERRORS},
    }


def service_paths() -> dict[str, Any]:
    """Paths that do not depend on the data."""
    return {
        "/": operation(
            "getLandingPage", _("Landing page"), document_response(_("The landing page"), "landing")
        ),
        "/conformance": operation(
            "getConformance", _("Standards that are kept"), document_response(_("Classes"), "conformance")
        ),
        "/collections": operation(
            "getCollections", _("All collections"), document_response(_("Collections"), "collections")
        ),
    }
