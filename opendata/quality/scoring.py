"""From a dataset to its points, rating and gaps; kept until something that counts changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from django.core.cache import cache

from cms.municipalities.querysets import current_municipality
from opendata.catalog.dcat.entries import Entry
from opendata.catalog.offers import Distribution
from opendata.quality.metrics import (
    ALL,
    BY_CODE,
    METRICS,
    MOST_POINTS,
    OFFER_METRICS,
    Dimension,
    Metric,
    OfferMetric,
    Rating,
    rating_of,
)
from opendata.quality.subject import Subject

KEEP_SECONDS = 24 * 3600
# Grows when the rules do.
FORM = 1


@dataclass(frozen=True)
class Score:
    """The metrics that hold, by their codes."""

    name: str
    earned: frozenset[str]

    @property
    def points(self) -> int:
        """Of MOST_POINTS."""
        return sum(BY_CODE[code].points for code in self.earned)

    @property
    def most(self) -> int:
        """The most that any dataset can have."""
        return MOST_POINTS

    @property
    def rating(self) -> Rating:
        """What the EU calls so many points."""
        return rating_of(self.points)

    @property
    def by_dimension(self) -> list[tuple[Dimension, int, int]]:
        """Each dimension with its points and their most."""
        return [
            (
                dimension,
                sum(m.points for m in ALL if m.dimension is dimension and m.code in self.earned),
                sum(m.points for m in ALL if m.dimension is dimension),
            )
            for dimension in Dimension
        ]

    @property
    def gaps(self) -> list[Metric | OfferMetric]:
        """What is missing, the most points first."""
        return sorted((m for m in ALL if m.code not in self.earned), key=lambda m: -m.points)


def score(entry: Entry, *, expected: bool = False) -> Score:
    """Counted now. `expected`: of a dataset that is not published yet (see Subject)."""
    subject = Subject(entry, current_municipality(), expected)
    earned = {metric.code for metric in METRICS if metric.holds(subject)}
    offers = [_earned_by(subject, offer) for offer in entry.distributions]
    best = max(offers, key=lambda codes: sum(BY_CODE[code].points for code in codes), default=set())
    return Score(entry.name, frozenset(earned | best))


def kept_scores(entries: Sequence[Entry]) -> Mapping[str, Score]:
    """Of published datasets, by name; only those that changed since they were last counted are counted."""
    keys = {_key(entry): entry for entry in entries}
    known: dict[str, Score] = cache.get_many(keys)
    counted = {key: score(entry) for key, entry in keys.items() if key not in known}
    if counted:
        cache.set_many(counted, KEEP_SECONDS)
    return {found.name: found for found in (*known.values(), *counted.values())}


def _earned_by(subject: Subject, offer: Distribution) -> set[str]:
    return {metric.code for metric in OFFER_METRICS if metric.holds(subject, offer)}


def _key(entry: Entry) -> str:
    """Everything that a metric looks at stands in it."""
    contact = entry.dataset.contact
    parts = (
        FORM,
        current_municipality().settings_version,
        entry.name,
        entry.modified,
        entry.facts,
        [theme.code for theme in entry.dataset.themes.all()],
        (contact.email, contact.phone) if contact else None,
        [
            (o.id, o.file_type, o.media_type, o.access_path, o.download_path, o.byte_size)
            for o in entry.distributions
        ],
    )
    return f"quality:{blake2s(repr(parts).encode(), digest_size=16).hexdigest()}"
