"""What a group of published service pages comes to in engagement.eservices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wagtail.log_actions import get_active_log_context

from cms.municipalities.querysets import current_municipality
from engagement.eservices.actions import Offer, publish_service, readdress, take_off
from engagement.eservices.contract import Terms
from engagement.eservices.errors import AddressIsTaken
from engagement.eservices.models import ServiceVersion
from pages.services.compiling import Compiled, compiled
from pages.services.errors import PublishingRefused
from pages.services.fees import fee_of
from pages.services.findings import Finding, address_is_taken, errors_among
from pages.services.following import ids_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage


@dataclass(frozen=True)
class Group:
    """The pages of one service: the one that was made first, and those that the public can see."""

    lead: ServicePage
    public: Sequence[ServicePage]

    @property
    def names(self) -> dict[str, str]:
        """Title by language."""
        return {page.locale.language_code: page.title for page in self.public}

    @property
    def slugs(self) -> dict[str, str]:
        """Last part of the address by language."""
        return {page.locale.language_code: page.slug for page in self.public}

    @property
    def is_led(self) -> bool:
        """Whether the page that holds the form is public itself."""
        return any(page.pk == self.lead.pk for page in self.public)


def group_of(page: ServicePage) -> Group:
    """The group of a page, with `page` itself as it stands in memory."""
    model = type(page)
    found = (
        model.objects.filter(translation_key=page.translation_key).live().public().select_related("locale")
    )
    public = [page if each.pk == page.pk else each for each in found]
    return Group(page.lead, [each for each in public if each.get_url_parts() is not None])


def offer_page(page: ServicePage, *, checks: bool = True) -> ServiceVersion | None:
    """Makes what the group of pages says the version in force; None while there is no form to offer.

    Raises PublishingRefused when `checks` and the page holds a form with errors; and for an address that is taken.
    """
    if is_copy(page):
        return None
    group, by = group_of(page), who()
    if not group.public or not group.lead.form:
        take_off(page.translation_key, by=by)
        return None
    if not group.is_led:
        # The page with the form is not public: what was published of it stays, at the addresses that are left.
        readdress(page.translation_key, group.names, group.slugs, by=by)
        return None
    made = compiled(group.lead.form, list(current_municipality().languages))
    if checks and group.lead.pk == page.pk:
        _demand(page, made)
    try:
        return publish_service(_offer(group, made), by=by)
    except AddressIsTaken as taken:
        raise PublishingRefused(page.pk, [address_is_taken(str(taken))]) from taken


def is_copy(page: ServicePage) -> bool:
    """Whether a page only mirrors another one of its language: people are led to that one's form."""
    return bool(page.alias_of_id) and page.alias_of.translation_key != page.translation_key


def _demand(page: ServicePage, made: Compiled) -> None:
    errors: list[Finding] = errors_among(page.findings(made))
    if errors:
        raise PublishingRefused(page.pk, errors)


def _offer(group: Group, made: Compiled) -> Offer:
    lead = group.lead
    return Offer(
        key=lead.translation_key,
        names=group.names,
        slugs=group.slugs,
        form=made.form,
        terms=terms_of(lead, made),
        department=lead.department,
        note=lead.change_note,
    )


def who() -> Any:
    """Who works in the admin right now; None for the portal on its own."""
    return get_active_log_context().user


def terms_of(page: ServicePage, made: Compiled) -> Terms:
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
        assigning=page.assigning,
        officers_by_district=tuple(
            {"district": line.value["district"], "officer": line.value["officer"]}
            for line in page.officers_by_district
        ),
        tacit=page.tacit,
        objection_days=page.objection_days,
        fee=fee_of(page.fee, made.form).lines,
        fee_how=page.fee_how,
        thanks=page.thanks or {},
        mail_subject=page.mail_subject or {},
        mail_text=page.mail_text or {},
        documents=ids_of(page.documents),
    )


def _moment(moment: datetime | None) -> str:
    # In one zone: the same moment, read back from the database, is no change.
    return moment.astimezone(UTC).isoformat() if moment else ""
