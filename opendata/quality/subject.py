"""What the assessment looks at: a dataset with its rows' facts and the ways to have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from cms.kit.reaching import answers_head
from cms.municipalities.models import Municipality
from opendata.catalog.dcat.entries import Entry
from opendata.catalog.models import Dataset, Theme


@dataclass
class Subject:
    """`expected`: not published yet; its addresses count as if they answered, as they will."""

    entry: Entry
    town: Municipality
    expected: bool = False
    _reached: dict[str, bool] = field(default_factory=dict)

    @property
    def dataset(self) -> Dataset:
        """The catalogue's entry."""
        return self.entry.dataset

    @cached_property
    def themes(self) -> list[Theme]:
        """Its subjects."""
        return list(self.dataset.themes.all())

    @property
    def has_place(self) -> bool:
        """The rows' own box, the town's, or a place that an editor named."""
        own = self.entry.facts is not None and self.entry.facts.extent is not None
        return own or bool(self.dataset.place_uri) or self.town.boundary is not None

    @property
    def is_valid(self) -> bool:
        """All that DCAT-AP 3.0.1 makes mandatory and that a person must write; the rest is so by construction."""
        words = any(self.dataset.titles.values()) and any(self.dataset.descriptions.values())
        return words and all(offer.access_path for offer in self.entry.distributions)

    @property
    def has_contact(self) -> bool:
        """The department or the town hall has an e-mail address or a telephone."""
        contact = self.dataset.contact
        reached = bool(contact and (contact.email or contact.phone))
        return reached or bool(self.town.email or self.town.phone)

    @property
    def has_publisher(self) -> bool:
        """The municipality has a name."""
        return any(self.town.names.values())

    def reaches(self, path: str | None) -> bool:
        """One of our own addresses answers a HEAD; asked once."""
        if not path:
            return False
        if self.expected:
            return True
        if path not in self._reached:
            self._reached[path] = answers_head(path)
        return self._reached[path]
