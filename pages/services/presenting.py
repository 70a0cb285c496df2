"""A service page as visitors see it: may it be asked for now, who deals with it, what stands near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.accounts.models import Department
from cms.kit.folding import fold
from engagement.eservices.contract import refusal
from engagement.eservices.models import Service
from pages.base.structured import without_empty
from pages.offices.models import Office
from pages.offices.presenting import ShownOffice, shown
from pages.services.choices import Audience, DeadlineUnit
from pages.services.findings import name_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage

MOST_RELATED = 4
# As schema.org's examples call them.
AUDIENCE_TYPES = {
    Audience.RESIDENT: gettext_lazy("Residents"),
    Audience.BUSINESS: gettext_lazy("Businesses"),
    Audience.NGO: gettext_lazy("Associations and NGOs"),
}


@dataclass(frozen=True)
class Standing:
    """How the service's form stands at this moment; `closed` says in a sentence why it cannot be sent."""

    closed: str = ""
    languages: Sequence[str] = ()

    @property
    def languages_in_words(self) -> str:
        """`Greek, English`."""
        return ", ".join(name_of(code) for code in self.languages)


def standing_of(page: ServicePage) -> Standing:
    """Of the version in force; a page that is not published yet has none, and stands open in its preview."""
    service = Service.objects.filter(key=page.translation_key).select_related("current__form_version").first()
    if service is None or service.current is None:
        return Standing()
    version = service.current
    against = refusal(version.rules, timezone.now())
    return Standing(
        closed=str(against.sentence) if against else "", languages=version.form_version.form.languages
    )


@dataclass(frozen=True)
class Desk:
    """The department that deals with a service, and where it receives people."""

    department: Department
    offices: Sequence[ShownOffice]


def desk_of(lead: ServicePage) -> Desk | None:
    """Of the page that holds the process."""
    if lead.department is None:
        return None
    offices = Office.objects.filter(department=lead.department).with_hours()[:2]
    return Desk(lead.department, shown(offices))


def is_short(page: ServicePage) -> bool:
    """Little more than the button: a column of offices beside it would leave the page blank."""
    return not (page.needs or page.body or page.legal_basis) and len(page.who) <= 120


def related_links(page: ServicePage, request: HttpRequest) -> list[dict[str, str]]:
    """Services near this one by topic, then by life event; two queries."""
    topics = [topic.pk for topic in page.topics.all()]
    if not (topics or page.life_events):
        return []
    near = type(page).objects.related_to(page, topics, page.life_events)[:MOST_RELATED]
    return [
        {"title": other.title, "url": other.get_url(request) or "", "tag": other.duration.partition(",")[0]}
        for other in near
    ]


# --- Promise as a duration ----------------------------------------------------------------------------------------


def duration_of(number: int | None, unit: str) -> str:
    """ISO 8601, as xsd:duration and schema.org have it; empty where nothing is promised.

    There is no unit for working days: every five of them are counted with the weekend that follows.
    """
    if not number:
        return ""
    if unit == DeadlineUnit.MONTHS:
        return f"P{number}M"
    days = number + 2 * (number // 5) if unit == DeadlineUnit.WORKING_DAYS else number
    return f"P{days}D"


# --- schema.org -----------------------------------------------------------------------------------------------------


def government_service(page: ServicePage, lead: ServicePage, request: HttpRequest) -> dict[str, Any]:
    """The page as GovernmentService."""
    town = getattr(request, "tenant", None)
    root = f"{request.scheme}://{request.get_host()}"
    authority = {"@type": "GovernmentOrganization", "name": getattr(town, "name", ""), "url": root}
    audiences = [
        {"@type": "Audience", "audienceType": str(AUDIENCE_TYPES[Audience(each)])}
        for each in page.audiences
        if each in Audience.values
    ]
    found = {
        "@type": "GovernmentService",
        "name": page.title,
        "alternateName": keywords_of(page.search_words),
        "description": page.summary,
        "url": page.canonical_url(request),
        "inLanguage": page.locale.language_code,
        "serviceType": [str(topic) for topic in page.topics.all()],
        "audience": audiences,
        "provider": without_empty(authority),
        "serviceOperator": _operator(lead.department),
        "areaServed": {"@type": "AdministrativeArea", "name": getattr(town, "name", "")},
        "availableChannel": _channels(page, lead, root, request),
        "offers": {"@type": "Offer", "description": page.cost} if page.cost else None,
    }
    return without_empty(found)


def keywords_of(words: str) -> list[str]:
    """What people call it: parts between commas, each once."""
    parts = [part.strip(" .…") for part in words.split(",")]
    return list({fold(part): part for part in parts if part}.values())


def _operator(department: Department | None) -> dict[str, Any] | None:
    if department is None:
        return None
    return without_empty(
        {
            "@type": "GovernmentOrganization",
            "name": str(department),
            "email": department.email,
            "telephone": department.phone,
        }
    )


def _channels(page: ServicePage, lead: ServicePage, root: str, request: HttpRequest) -> list[dict[str, Any]]:
    channels = []
    if path := page.apply_url(request, lead):
        online = {
            "@type": "ServiceChannel",
            "name": _("Online form"),
            "serviceUrl": f"{root}{path}",
            "availableLanguage": page.locale.language_code,
            "processingTime": duration_of(lead.deadline, lead.deadline_unit),
        }
        channels.append(without_empty(online))
    department = lead.department
    if department is not None and department.phone:
        counter = {
            "@type": "ServiceChannel",
            "name": page.where or _("At the counter"),
            "servicePhone": {"@type": "ContactPoint", "telephone": department.phone},
        }
        channels.append(counter)
    return channels
