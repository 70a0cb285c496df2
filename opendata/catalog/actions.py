"""Writes to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from cms.audit.actions import record
from cms.municipalities.models import Municipality
from opendata.catalog.models import Dataset, Licence, Theme
from opendata.catalog.signals import withdrawn
from opendata.catalog.vocabularies import read_reference


@transaction.atomic
def load_reference_data() -> None:
    """Puts in licences and themes, or brings them up to date. Safe to run again."""
    for licence in read_reference("licences")["licences"]:
        Licence.objects.update_or_create(
            code=licence["code"], defaults={key: licence[key] for key in ("uri", "deed", "spdx", "titles")}
        )
    themes = read_reference("themes")
    for theme in themes["themes"]:
        Theme.objects.update_or_create(
            code=theme["code"], defaults={"uri": themes["base"] + theme["code"], "titles": theme["titles"]}
        )


def provision_reference_data(_town: Municipality) -> None:
    """A new municipality starts with all licences and themes."""
    load_reference_data()


@transaction.atomic
def enter_dataset(
    name: str,
    *,
    titles: Mapping[str, str],
    descriptions: Mapping[str, str],
    licence: str,
    themes: Iterable[str] = (),
    keywords: Mapping[str, Sequence[str]] | None = None,
    update_frequency: str = "UNKNOWN",
) -> Dataset:
    """The dataset of that name, made when absent. One that stands is left as editors have written it.

    Raises Licence.DoesNotExist for a licence that is not in the reference data.
    """
    standing: Dataset | None = Dataset.objects.filter(name=name).first()
    if standing is not None:
        return standing
    if not Licence.objects.filter(code=licence).exists():
        load_reference_data()
    dataset: Dataset = Dataset.objects.create(
        name=name,
        titles=dict(titles),
        descriptions=dict(descriptions),
        licence=Licence.objects.get(code=licence),
        keywords={language: list(words) for language, words in (keywords or {}).items()},
        update_frequency=update_frequency,
    )
    dataset.themes.set(Theme.objects.filter(code__in=list(themes)))
    return dataset


@transaction.atomic
def change_dataset(
    dataset: Dataset, *, by: AbstractBaseUser | AnonymousUser | None, changed: Sequence[str] = ()
) -> None:
    """Saves what a form of the admin has set; those who follow a dataset hear of it when it is withdrawn."""
    was_open = Dataset.objects.select_for_update().get(pk=dataset.pk).published
    dataset.save()
    record("changed", dataset, by=by, changes={"fields": list(changed), "published": dataset.published})
    if was_open and not dataset.published:
        withdrawn.send(sender=Dataset, dataset=dataset)
