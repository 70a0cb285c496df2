"""What to put right next: which field, and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opendata.catalog.models import Dataset
from opendata.catalog.offers import DatasetFacts
from opendata.quality.metrics import Metric, OfferMetric, Place
from opendata.quality.scoring import Score

LABELS_NAMED = 6


@dataclass(frozen=True)
class Advice:
    """A gap: what it is, how many points fill it, the field's name on its form, and that form's address.

    Without points: the EU's assessment does not ask for it, people do.
    """

    title: str | Promise
    points: int
    field: str
    where: str
    url: str = ""


def advice_for(
    score: Score, dataset: Dataset, facts: DatasetFacts | None, *, expected: bool = False
) -> list[Advice]:
    """What people stumble over comes first, then every gap, the most points first. `expected`: see Subject."""
    labels = [_of_labels(facts.bare_labels, expected=expected)] if facts and facts.bare_labels else []
    return [*labels, *(_advice(gap, dataset, facts, expected=expected) for gap in score.gaps)]


def _of_labels(bare: Sequence[str], *, expected: bool) -> Advice:
    title = ngettext(
        "A label in words and in both languages for a column",
        "Labels in words and in both languages for %(count)s columns",
        len(bare),
    ) % {"count": len(bare)}
    named = ", ".join(bare[:LABELS_NAMED]) + (" …" if len(bare) > LABELS_NAMED else "")
    if expected:
        return Advice(
            title, 0, "", _("Above, under “Columns”: %(labels)s") % {"labels": named}, "#columns-section"
        )
    where = _("When you bring a newer file, under “Columns”: %(labels)s") % {"labels": named}
    return Advice(title, 0, "", where)


def _advice(
    gap: Metric | OfferMetric, dataset: Dataset, facts: DatasetFacts | None, *, expected: bool
) -> Advice:
    if gap.place is Place.TOWN:
        where = _("Settings, Municipality")
        return Advice(gap.title, gap.points, _("name"), where, _address("municipality_settings"))
    if gap.place is Place.DATASET:
        label = str(Dataset._meta.get_field(gap.field).verbose_name)  # type: ignore[union-attr]  # columns, no reverse relations
        where, url = _on_form(gap.field, dataset, facts, expected=expected)
        return Advice(gap.title, gap.points, label, where % {"field": label}, url)
    if gap.code == "size":
        where = _("Comes by itself when the files of the latest revision are made.")
    else:
        where = _("Comes by itself when rows are published.")
    return Advice(gap.title, gap.points, "", where)


def _on_form(field: str, dataset: Dataset, facts: DatasetFacts | None, *, expected: bool) -> tuple[str, str]:
    """Which form asks for it, in words, and its address; none where the dataset does not stand yet."""
    asked_here = facts.asked_here if facts else None
    if asked_here is not None:
        if field in asked_here:
            return _("On this form: “%(field)s”"), f"#id_{field}"
        return _("Once it is published, on the dataset's own form: “%(field)s”"), ""
    url = f"{_address('datasets:edit', dataset.pk)}#id_{field}" if dataset.pk else ""
    return _("On the dataset's own form: “%(field)s”") if expected else _("On this form: “%(field)s”"), url


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
