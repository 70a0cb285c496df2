"""The 405 points of the metadata quality assessment of data.europa.eu, metric by metric.

Source: data.europa.eu, Metadata Quality Assessment methodology (dimensions after the FAIR principles). Points of
a way to have the data are those of the best one, as the EU counts them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opendata.catalog.offers import Distribution
from opendata.catalog.vocabularies import concepts
from opendata.quality.subject import Subject


class Dimension(TextChoices):
    """What a metric is good for."""

    FINDABILITY = "findability", _("Findability")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    INTEROPERABILITY = "interoperability", _("Interoperability")
    REUSABILITY = "reusability", _("Reusability")
    CONTEXTUALITY = "contextuality", _("Context")


class Place(StrEnum):
    """Where a gap is filled."""

    DATASET = "dataset"
    TOWN = "town"
    ROWS = "rows"
    FILES = "files"


@dataclass(frozen=True)
class Metric:
    """Points for something that a dataset says. `field` is what to fill in, by the name that its form has."""

    code: str
    dimension: Dimension
    points: int
    title: str | Promise
    holds: Callable[[Subject], bool]
    field: str = ""
    place: Place = Place.DATASET


@dataclass(frozen=True)
class OfferMetric:
    """Points for something that a way to have the data says; `holds` asks of one of them."""

    code: str
    dimension: Dimension
    points: int
    title: str | Promise
    holds: Callable[[Subject, Distribution], bool]
    field: str = ""
    place: Place = Place.FILES


EU_LICENCES = "http://publications.europa.eu/resource/authority/licence/"
F, A, I, R, C = Dimension  # noqa: E741


def _in_vocabularies(_subject: Subject, offer: Distribution) -> bool:
    media_type = concepts("media-types").get(offer.media_type.partition(";")[0].strip())
    known = media_type is not None and media_type.facts.get("registered", True)
    return known and offer.file_type in concepts("file-types")


def _file_type_is(quality: str) -> Callable[[Subject, Distribution], bool]:
    def holds(_subject: Subject, offer: Distribution) -> bool:
        entry = concepts("file-types").get(offer.file_type)
        return entry is not None and bool(entry.facts.get(quality))

    return holds


METRICS: tuple[Metric, ...] = (
    Metric("keywords", F, 30, _("Keywords"), lambda it: any(it.dataset.keywords.values()), "keywords"),
    Metric("theme", F, 30, _("Subject"), lambda it: bool(it.themes), "themes"),
    Metric("spatial", F, 20, _("Area"), lambda it: it.has_place, "place_uri"),
    Metric(
        "temporal",
        F,
        20,
        _("Time span"),
        lambda it: bool(it.dataset.covers_from or it.dataset.covers_until),
        "covers_from",
    ),
    Metric(
        "dcat-ap",
        I,
        30,
        _("Title, description and rows, as DCAT-AP asks"),
        lambda it: it.is_valid,
        "descriptions",
    ),
    Metric("licence", R, 20, _("Licence"), lambda it: bool(it.dataset.licence.uri), "licence"),
    Metric(
        "licence-known",
        R,
        10,
        _("Licence from the EU's table"),
        lambda it: it.dataset.licence.uri.startswith(EU_LICENCES),
        "licence",
    ),
    Metric(
        "access-rights",
        R,
        10,
        _("Who may have the data"),
        lambda it: bool(it.dataset.access_rights),
        "access_rights",
    ),
    Metric(
        "access-rights-known",
        R,
        5,
        _("Access rights from the EU's table"),
        lambda it: it.dataset.access_rights in concepts("access-rights"),
        "access_rights",
    ),
    Metric("contact", R, 20, _("A contact that can be reached"), lambda it: it.has_contact, "contact"),
    Metric("publisher", R, 10, _("Publisher"), lambda it: it.has_publisher, place=Place.TOWN),
)

OFFER_METRICS: tuple[OfferMetric, ...] = (
    OfferMetric("access", A, 50, _("Its address answers"), lambda it, offer: it.reaches(offer.access_path)),
    OfferMetric(
        "download", A, 20, _("A whole file to download"), lambda _it, offer: bool(offer.download_path)
    ),
    OfferMetric(
        "download-reached",
        A,
        30,
        _("The file's address answers"),
        lambda it, offer: it.reaches(offer.download_path),
    ),
    OfferMetric("format", I, 20, _("Format"), lambda _it, offer: bool(offer.file_type)),
    OfferMetric("media-type", I, 10, _("Media type"), lambda _it, offer: bool(offer.media_type)),
    OfferMetric("vocabularies", I, 10, _("Format and media type from public lists"), _in_vocabularies),
    OfferMetric("open-format", I, 20, _("A format that nobody owns"), _file_type_is("open")),
    OfferMetric(
        "machine-readable", I, 20, _("A format that programs read"), _file_type_is("machine_readable")
    ),
    OfferMetric("rights", C, 5, _("How to name the source"), lambda _it, _offer: True),
    OfferMetric("size", C, 5, _("Size of the file"), lambda _it, offer: offer.byte_size is not None),
    OfferMetric("issued", C, 5, _("Day of first publication"), lambda _it, offer: offer.issued is not None),
    OfferMetric("modified", C, 5, _("Day of the last change"), lambda _it, offer: offer.modified is not None),
)

ALL: tuple[Metric | OfferMetric, ...] = (*METRICS, *OFFER_METRICS)
MOST_POINTS = sum(metric.points for metric in ALL)
BY_CODE = {metric.code: metric for metric in ALL}


class Rating(TextChoices):
    """What the EU calls a number of points."""

    EXCELLENT = "excellent", _("Excellent")
    GOOD = "good", _("Good")
    SUFFICIENT = "sufficient", _("Sufficient")
    BAD = "bad", _("Poor")


EXCELLENT_FROM = 351
RATINGS = ((EXCELLENT_FROM, Rating.EXCELLENT), (221, Rating.GOOD), (121, Rating.SUFFICIENT), (0, Rating.BAD))


def rating_of(points: int) -> Rating:
    """The rating of a number of points."""
    return next(rating for least, rating in RATINGS if points >= least)
