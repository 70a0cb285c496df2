"""Names of datasets in addresses, from titles in Greek or Latin letters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cms.kit.folding import fold
from cms.kit.latin import in_latin
from opendata.catalog.models import Dataset
from opendata.ingest.models import Upload
from opendata.tables.registry import collections

LONGEST = 50
NAME = re.compile(r"[a-z][a-z0-9-]{0,49}\Z")


def name_from(title: str) -> str:
    """`Στάσεις λεωφορείων` becomes `staseis-leoforeion`; empty where nothing of a title can stand in an address."""
    name = re.sub(r"[^a-z0-9]+", "-", in_latin(title).encode("ascii", "ignore").decode()).strip("-")
    if name and not name[0].isalpha():
        name = f"data-{name}"
    return name[:LONGEST].strip("-")


def is_taken(name: str, *, by_upload: int | None = None) -> bool:
    """Whether a dataset, a register or another upload under way has the name."""
    others = Upload.objects.working().filter(name=name, is_new_state=False).exclude(pk=by_upload)
    return name in collections or Dataset.objects.filter(name=name).exists() or others.exists()


def namesakes_of(titles: Mapping[str, str]) -> list[Dataset]:
    """Datasets that have one of the titles too, in whatever language, case and accents: two that people mix up."""
    wanted = {fold(title) for title in titles.values() if title}
    if not wanted:
        return []
    return [
        dataset
        for dataset in Dataset.objects.order_by("name")
        if wanted & {fold(title) for title in dataset.titles.values()}
    ]


def free_name(title: str) -> str:
    """A name from a title that no dataset has yet."""
    base = name_from(title) or "dataset"
    name, number = base, 1
    while name in collections or Dataset.objects.filter(name=name).exists():
        number += 1
        name = f"{base[: LONGEST - len(str(number)) - 1]}-{number}"
    return name
