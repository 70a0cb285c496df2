"""What the open interface gives of each dataset, for the catalogue (opendata.catalog.offers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from opendata.catalog.offers import DatasetFacts, Distribution, Service
from opendata.features.names import MAXIMUM_LIMIT

FEATURES_CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
GEOJSON_STANDARD = "https://www.rfc-editor.org/rfc/rfc7946"
CSV_STANDARD = "https://www.rfc-editor.org/rfc/rfc4180"
SERVICE = "features"


def service() -> Service:
    """The interface itself."""
    landing = reverse("api_landing")
    return Service(
        name=SERVICE,
        titles={"en": "Open interface (OGC API – Features)", "el": "Ανοιχτή διεπαφή (OGC API – Features)"},
        descriptions={
            "en": "Rows of every dataset, to filter, page through and download.",
            "el": "Οι γραμμές κάθε συνόλου δεδομένων, για φίλτρα, σελίδες και λήψη.",
        },
        endpoint_path=landing,
        description_path=reverse("api_openapi"),
        documentation_path=reverse("api_docs"),
        conforms_to=(FEATURES_CORE,),
    )


def distributions(datasets: Sequence[DatasetFacts]) -> Mapping[str, Sequence[Distribution]]:
    """GeoJSON of datasets with places, CSV of all."""
    return {facts.name: _of(facts) for facts in datasets}


def _of(facts: DatasetFacts) -> list[Distribution]:
    items = reverse("api_items", args=[facts.name])
    csv = f"{items}?f=csv"
    found = [
        Distribution(
            id="api-csv",
            titles={"en": "CSV, with filters", "el": "CSV, με φίλτρα"},
            descriptions={
                "en": "All rows, as they are now; the address takes filters too.",
                "el": "Όλες οι γραμμές, όπως είναι τώρα· η διεύθυνση δέχεται και φίλτρα.",
            },
            media_type="text/csv",
            file_type="CSV",
            access_path=csv,
            download_path=csv,
            issued=facts.issued,
            modified=facts.updated_at,
            service=SERVICE,
            conforms_to=(CSV_STANDARD,),
        )
    ]
    if facts.has_geometry:
        whole = f"{items}?f=geojson&limit={MAXIMUM_LIMIT}"
        found.insert(
            0,
            Distribution(
                id="api-geojson",
                titles={"en": "GeoJSON, with filters", "el": "GeoJSON, με φίλτρα"},
                descriptions={
                    "en": "Rows with their places, page by page; the address takes filters too.",
                    "el": "Γραμμές με τη θέση τους, σελίδα σελίδα· η διεύθυνση δέχεται και φίλτρα.",
                },
                media_type="application/geo+json",
                file_type="GEOJSON",
                access_path=f"{items}?f=geojson",
                # Larger collections come in pages: no single address gives them whole.
                download_path=whole if facts.row_count <= MAXIMUM_LIMIT else None,
                issued=facts.issued,
                modified=facts.updated_at,
                service=SERVICE,
                conforms_to=(GEOJSON_STANDARD, FEATURES_CORE),
            ),
        )
    return found
