"""An office in schema.org's words."""

from __future__ import annotations

from typing import Any

from pages.offices.choices import SCHEMA_DAYS
from pages.offices.presenting import ShownOffice


def government_office(shown: ShownOffice, *, town: str, root: str) -> dict[str, Any]:
    """GovernmentOffice with its hours and the days that differ."""
    office = shown.office
    found: dict[str, Any] = {
        "@type": "GovernmentOffice",
        "name": office.name,
        "description": office.note,
        "address": " ".join(office.address.split()),
        "telephone": office.phones[0] if office.phones else "",
        "email": office.email,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": town, "url": f"{root}/"},
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{SCHEMA_DAYS[day]}",
                "opens": f"{span.opens:%H:%M}",
                "closes": f"{span.closes:%H:%M}",
            }
            for day, spans in sorted(shown.timetable.weekly.items())
            for span in spans
        ],
        "specialOpeningHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": day.date.isoformat(),
                "validThrough": day.date.isoformat(),
                # Equal hours are schema.org's way to say "closed".
                "opens": f"{day.spans[0].opens:%H:%M}" if day.spans else "00:00",
                "closes": f"{day.spans[-1].closes:%H:%M}" if day.spans else "00:00",
            }
            for day in shown.unusual
        ],
    }
    if office.position:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": round(office.position.y, 6),
            "longitude": round(office.position.x, 6),
        }
    return found
