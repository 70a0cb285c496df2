"""What the catalogue for programs asks of the rows (opendata.catalog.contract.FactsReader)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Sum

from opendata.catalog.contract import RevisionFacts
from opendata.catalog.offers import DatasetFacts
from opendata.catalog.wording import is_bare_key, is_in_other_letters
from opendata.tables.models import Collection, Revision
from opendata.tables.shelf.facts import as_box


class ShelfFacts:
    """Reads collections and their revisions; never the rows themselves."""

    def facts(self, names: Sequence[str] | None = None) -> dict[str, DatasetFacts]:
        """One query."""
        found = Collection.objects.published().select_related("dataset")
        if names is not None:
            found = found.filter(dataset__name__in=names)
        return {collection.name: _facts(collection) for collection in found}

    def stamp(self) -> str:
        """Revisions only grow, so their sum says whether any did."""
        known: dict[str, Any] = Collection.objects.published().aggregate(
            count=Count("pk"), revisions=Sum("revision"), latest=Max("updated_at")
        )
        return f"{known['count']}-{known['revisions']}-{known['latest']}"

    def revisions(self, name: str | None, *, most: int) -> list[RevisionFacts]:
        """One query."""
        found = Revision.objects.filter(collection__dataset__published=True)
        if name is not None:
            found = found.filter(collection__dataset__name=name)
        rows = found.order_by("-at", "-pk").values_list(
            "collection__dataset__name", "number", "at", "added", "changed", "removed"
        )[:most]
        return [RevisionFacts(*row) for row in rows]


def _facts(collection: Collection) -> DatasetFacts:
    return DatasetFacts(
        name=collection.name,
        titles=collection.dataset.titles,
        revision=collection.revision,
        row_count=collection.row_count,
        updated_at=collection.updated_at,
        issued=collection.dataset.issued,
        has_geometry=collection.has_geometry,
        extent=as_box(collection.extent),
        bare_labels=[
            field.name
            for field in collection.columns
            if any(
                is_bare_key(label, field.name) or is_in_other_letters(label, field.name, code)
                for code, label in field.titles.items()
            )
        ],
    )
