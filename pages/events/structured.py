"""An event in schema.org's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from pages.base.structured import without_empty

SCHEMA = "https://schema.org/"


def event_of(
    event: Any, span: tuple[datetime, datetime], *, town: str, root: str, address: str
) -> dict[str, Any]:
    """Event for one of its times. (Any: an EventPage.)"""
    starts, ends = (timezone.localtime(moment) for moment in span)
    whole = event.schedule.all_day
    has_place = bool(event.where or event.position)
    mode = "Mixed" if event.online_url and has_place else "Online" if event.online_url else "Offline"
    found: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "inLanguage": event.locale.language_code,
        "url": address,
        "startDate": starts.date().isoformat() if whole else starts.isoformat(),
        "endDate": event.schedule.last_day.isoformat()
        if whole
        else ends.isoformat()
        if ends > starts
        else "",
        "eventStatus": f"{SCHEMA}{'EventCancelled' if event.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode",
        "isAccessibleForFree": not event.price,
        "location": _location(event, town, has_place),
        "organizer": without_empty(
            {
                "@type": "Organization",
                "name": event.organiser or str(event.department or town),
                "url": f"{root}/",
            }
        ),
    }
    if event.booking_url or event.price:
        found["offers"] = without_empty(
            {"@type": "Offer", "description": event.price, "url": event.booking_url or address}
        )
    return without_empty(found)


def _location(event: Any, town: str, has_place: bool) -> Any:
    places: list[dict[str, Any]] = []
    if has_place:
        place: dict[str, Any] = {"@type": "Place", "name": event.where or town}
        place["address"] = event.address or (event.office.address if event.office else "") or town
        position = event.position or (event.office.position if event.office else None)
        if position:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": round(position.y, 6),
                "longitude": round(position.x, 6),
            }
        places.append(without_empty(place))
    if event.online_url:
        places.append({"@type": "VirtualLocation", "url": event.online_url})
    return places[0] if len(places) == 1 else places
