"""Addresses that name things for ever: of the town's primary host, whichever host was asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, override

from cms.municipalities.models import Domain, Municipality
from cms.municipalities.querysets import current_municipality


def public_root() -> str:
    """`https://data.example.org`, of the town's first host name; one query."""
    domain = (
        Domain.objects.filter(tenant_id=current_municipality().pk)
        .order_by("-is_primary", "pk")
        .values_list("domain", flat=True)
        .first()
    )
    return f"{settings.PORTAL_SCHEME}://{domain}{settings.PORTAL_PORT}"


@dataclass(frozen=True)
class Addresses:
    """Every address that a catalogue document names, below one root."""

    root: str

    def absolute(self, path: str) -> str:
        """A path of ours, or an address of somebody else's, fit to stand in RDF."""
        return iri_to_uri(path if "://" in path else f"{self.root}{path}")

    @property
    def catalogue(self) -> str:
        """The catalogue."""
        return f"{self.root}/catalog"

    @property
    def publisher(self) -> str:
        """The municipality as an organisation."""
        return f"{self.catalogue}#publisher"

    def service(self, name: str) -> str:
        """An interface to several datasets."""
        return f"{self.catalogue}#service-{name}"

    def dataset(self, name: str) -> str:
        """A dataset; asked for, it answers with what is known of it."""
        return f"{self.catalogue}/{name}"

    def part(self, name: str, part: str) -> str:
        """Something that belongs to a dataset, such as its period."""
        return f"{self.dataset(name)}#{part}"

    def distribution(self, name: str, code: str) -> str:
        """One way to have a dataset."""
        return self.part(name, f"distribution-{code}")

    def page(self, name: str = "") -> str:
        """The page for people of a dataset, or of the catalogue, in the town's first language."""
        return f"{self.root}{page_path(name, language=first_language(current_municipality()))}"


def first_language(town: Municipality) -> str:
    """The one that the town's pages stand in first."""
    return town.languages[0] if town.languages else settings.LANGUAGE_CODE


def page_path(name: str = "", *, language: str = "") -> str:
    """The path of a dataset's page (of the catalogue's without a name), in the active language or another."""
    with override(language or get_language()):
        if name:
            return reverse("opendata_catalog:dataset", args=[name])
        return reverse("opendata_catalog:catalogue")
