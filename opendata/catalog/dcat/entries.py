"""What a page of the catalogue is made of, gathered with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max

from cms.municipalities.models import Municipality
from cms.municipalities.querysets import current_municipality
from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts, Distribution, Service
from opendata.catalog.registry import distributions, facts_reader, services, stamps

Box = tuple[float, float, float, float]
# Grows when the same catalogue is written in other words.
FORM = 2


@dataclass(frozen=True)
class Entry:
    """A dataset with what can be had of it. `facts` is None before its first rows."""

    dataset: Dataset
    facts: DatasetFacts | None = None
    distributions: Sequence[Distribution] = ()

    @property
    def name(self) -> str:
        """The id in addresses."""
        return self.dataset.name

    @property
    def modified(self) -> datetime:
        """When the words or the rows changed last."""
        return max(self.dataset.modified, self.facts.updated_at) if self.facts else self.dataset.modified

    @property
    def version(self) -> str:
        """The editor's version, else the revision's number."""
        return self.dataset.version or (str(self.facts.revision) if self.facts else "")


@dataclass(frozen=True)
class Town:
    """The publisher and its interfaces."""

    municipality: Municipality
    services: Sequence[Service] = field(default_factory=tuple)

    @cached_property
    def box(self) -> Box | None:
        """Around its area, in degrees. The boundary is a large field: read only where it is asked for."""
        boundary = self.municipality.boundary
        return tuple(boundary.extent) if boundary else None  # type: ignore[return-value]  # four numbers


def catalogue_stamp() -> str:
    """Other than before whenever any published document of the catalogue is. Two queries and the rooms' own."""
    words = Dataset.objects.published().aggregate(count=Count("pk"), latest=Max("modified"))
    parts = [
        FORM,
        current_municipality().settings_version,
        words["count"],
        words["latest"],
        facts_reader().stamp(),
        *(stamp() for stamp in stamps),
    ]
    return "|".join(map(str, parts))


def offered(facts: Mapping[str, DatasetFacts]) -> dict[str, list[Distribution]]:
    """All that the rooms offer of some datasets, by name; files before services."""
    found: dict[str, list[Distribution]] = {name: [] for name in facts}
    known = list(facts.values())
    for source in distributions:
        for name, offers in source(known).items():
            found[name] += offers
    return {name: sorted(offers, key=lambda one: one.byte_size is None) for name, offers in found.items()}


def entries_of(datasets: Sequence[Dataset], facts: Mapping[str, DatasetFacts] | None = None) -> list[Entry]:
    """One query for the rows unless they are known, and the rooms' own for what can be had."""
    names = [dataset.name for dataset in datasets]
    known = facts_reader().facts(names) if facts is None else {n: facts[n] for n in names if n in facts}
    offers = offered(known)
    return [Entry(dataset, known.get(dataset.name), offers.get(dataset.name, ())) for dataset in datasets]


def entry_of(name: str) -> Entry | None:
    """A published dataset."""
    dataset = Dataset.objects.published().with_terms().filter(name=name).first()
    return entries_of([dataset])[0] if dataset else None


@dataclass(frozen=True)
class EntriesPage:
    """Some of the published datasets, how many there are in all, and when any of the catalogue changed last."""

    entries: Sequence[Entry]
    total: int
    modified: datetime | None


def entries_page(*, first: int, most: int, since: datetime | None) -> EntriesPage:
    """Some published datasets (those that changed since a moment) in the order in which they were made."""
    published = Dataset.objects.published()
    facts = facts_reader().facts()
    # Of the whole catalogue, so that every page tells the same.
    modified = max(
        filter(
            None,
            [
                published.aggregate(latest=Max("modified"))["latest"],
                *(known.updated_at for known in facts.values()),
            ],
        ),
        default=None,
    )
    if since is not None:
        changed = [name for name, known in facts.items() if known.updated_at >= since]
        published = published.filter(modified__gte=since) | published.filter(name__in=changed)
    total = published.count()
    chosen = list(published.with_terms().order_by("pk")[first : first + most])
    return EntriesPage(entries_of(chosen, facts), total, modified)


def town_of_catalogue() -> Town:
    """The current municipality with all services that rooms offer."""
    return Town(current_municipality(), [make() for make in services])


def entry_for(dataset: Dataset) -> Entry:
    """A dataset's entry, gathered once for everything that a page shows of it."""
    found: Entry | None = dataset.__dict__.get("_catalogue_entry")
    if found is None:
        found = dataset.__dict__["_catalogue_entry"] = entries_of([dataset])[0]
    return found
