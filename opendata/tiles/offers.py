"""Vector tiles of each dataset, for the catalogue (opendata.catalog.offers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from opendata.catalog.offers import DatasetFacts, Distribution
from opendata.tiles.describing import CONFORMANCE, MVT


def distributions(datasets: Sequence[DatasetFacts]) -> Mapping[str, Sequence[Distribution]]:
    """One for every dataset with places."""
    return {facts.name: [_of(facts)] for facts in datasets if facts.has_geometry}


def _of(facts: DatasetFacts) -> Distribution:
    return Distribution(
        id="tiles",
        titles={"en": "Vector tiles", "el": "Διανυσματικά πλακίδια χάρτη"},
        descriptions={
            "en": "For map programs: where they are (TileJSON).",
            "el": "Για προγράμματα χαρτών: η διεύθυνσή τους (TileJSON).",
        },
        media_type=MVT,
        # The EU's table has no code for vector tiles; they are Protocol Buffers.
        file_type="BIN",
        access_path=reverse("api_tilejson", args=[facts.name]),
        issued=facts.issued,
        modified=facts.updated_at,
        service="features",
        conforms_to=CONFORMANCE,
    )
