"""Datasets with everything that a catalogue can say of them, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.accounts.models import Department
from opendata.catalog.models import Dataset, Theme
from opendata.tables.actions import ensure_collection, republish
from tests.factories.tables import SPECIES, Register, register


def described(name: str, **facts: Any) -> Dataset:
    """The dataset of that name with every fact filled in; facts given win."""
    department, _made = Department.objects.get_or_create(
        code="green", defaults={"names": {"el": "Πράσινο", "en": "Green spaces"}, "email": "green@town.test"}
    )
    values: dict[str, Any] = {
        "titles": {"el": f"Σύνολο {name}", "en": f"Dataset {name}"},
        "descriptions": {"el": "Περιγραφή & <παράδειγμα>", "en": "A description & <example>"},
        "keywords": {"el": ["δέντρα", "πόλη"], "en": ["trees", "city"]},
        "contact": department,
        "covers_from": date(2020, 1, 1),
        "covers_until": date(2024, 12, 31),
        "provenance": {"el": "Απογραφή", "en": "A survey"},
        "version_notes": {"en": "First"},
        "documentation_url": "https://example.org/how",
        "place_uri": "https://sws.geonames.org/264371/",
        "high_value": ["c_ac64a52d"],
        **facts,
    }
    dataset = Dataset.objects.get(name=name)
    for key, value in values.items():
        setattr(dataset, key, value)
    dataset.save()
    dataset.themes.set(Theme.objects.filter(code__in=["ENVI", "REGI"]))
    return dataset


def published_datasets(enter: Any, count: int, *, rows: int = 2) -> list[Register]:
    """Small published collections `set-01`, `set-02`, …, every fact of their datasets filled in."""
    made = []
    for number in range(1, count + 1):
        entered = enter(register(f"set-{number:02}", fields=(SPECIES,)))
        ensure_collection(entered.definition)
        entered.put(
            {"rowid": row, "geom": f"POINT({24 + row / 100} 38)", "species": f"Ελιά {row}"}
            for row in range(1, rows + 1)
        )
        republish(entered.name, by=None)
        described(entered.name)
        made.append(entered)
    return made
