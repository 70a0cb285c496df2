"""What a published service page comes to in engagement.eservices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cms.municipalities.querysets import current_municipality
from engagement.eservices.actions import Offer, publish_service, take_off
from engagement.eservices.models import ServiceVersion
from engagement.eservices.terms import Terms
from pages.services.compiling import form_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage


def offer_page(page: ServicePage, *, by: Any = None) -> ServiceVersion | None:
    """Makes what the group of pages says the version in force; None while there is no form to offer."""
    lead = page.lead
    if not lead.live or not lead.form:
        take_off(page.translation_key, by=by)
        return None
    public = list(type(page).objects.filter(translation_key=page.translation_key, live=True))
    return publish_service(
        Offer(
            key=page.translation_key,
            names={each.locale.language_code: each.title for each in public},
            slugs={each.locale.language_code: each.slug for each in public},
            form=form_of(lead.form, current_municipality().languages),
            terms=terms_of(lead),
            department=lead.department,
            note=lead.change_note,
        ),
        by=by,
    )


def terms_of(page: ServicePage) -> Terms:
    """The tab *Process* as data."""
    return Terms(
        needs_account=page.needs_account,
        opens_at=_moment(page.opens_at),
        closes_at=_moment(page.closes_at),
        most_in_total=page.most_in_total or 0,
        most_per_person=page.most_per_person or 0,
        maintenance=page.maintenance or {},
        deadline=page.deadline or 0,
        deadline_unit=page.deadline_unit,
        thanks=page.thanks or {},
        mail_subject=page.mail_subject or {},
        mail_text=page.mail_text or {},
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
