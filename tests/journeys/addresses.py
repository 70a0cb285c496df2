"""One address of each kind of page, for the tests that look at all of them."""

from __future__ import annotations

PUBLIC = (
    "/{lang}/",
    "/{lang}/services/",
    "/{lang}/services/birth-certificate/",
    "/{lang}/take-part/",
    "/{lang}/news/",
    "/{lang}/news/planting-season/",
    "/{lang}/events/",
    "/{lang}/events/2026/12/",
    "/{lang}/events/saturday-story/",
    "/{lang}/accessibility/",
    "/{lang}/contact/",
    "/{lang}/maps/",
    "/{lang}/maps/trees/",
    "/{lang}/maps/trees/?view=list",
    "/{lang}/data/",
    "/{lang}/data/trees/",
    "/{lang}/data/trees/?species_el__contains=ελια&girth_cm__gte=50",
    "/{lang}/data/trees/revisions/",
    "/{lang}/data/trees/revisions/1/",
    "/{lang}/data/trees/ask/",
    "/{lang}/data/trees/uses/new/",
    "/{lang}/search/?q=ελια",
    "/{lang}/search/?q=nothingofthesort",
    "/{lang}/account/login/",
    "/maps/embed/trees/?lang={lang}",
    "/maps/embed/districts/?lang={lang}",
    "/api/v1/docs/",
    "/api/v1/collections/trees/items?f=html&limit=5",
)
