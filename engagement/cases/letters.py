"""Letters about a case: to the applicant in the applicant's language, to the officer in the officer's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.kit.texts import in_language
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from cms.notifications.actions import Letter, write_letter
from engagement.cases.absences import present_substitute
from engagement.cases.choices import CaseState, EntryKind, Outcome
from engagement.cases.models import Case, Entry
from engagement.cases.objecting import last_day_to_object
from engagement.intake.definition.model import text_in


def tell_applicant(case: Case, entry: Entry, *, decision: Entry | None = None) -> None:
    """Writes to the applicant, where there is an address, in the caller's transaction.

    `decision` is given with the entry of a document that comes with it: one letter tells of both.
    """
    if not case.applicant_email:
        return
    main = decision or entry
    with override(case.language):
        service = in_language(case.service.names)
        write_letter(
            Letter(
                to=case.applicant_email,
                subject=_("%(what)s: %(service)s, %(protocol)s")
                % {"what": _headline(case, main), "service": service, "protocol": case.protocol},
                heading=_headline(case, main),
                paragraphs=[
                    part
                    for part in (
                        main.text,
                        *_questions(case, main),
                        _of_document(decision),
                        _next(case, main),
                        _("You are asked for the secret that stands on your receipt and in our first letter.")
                        if not case.applicant_id
                        else "",
                    )
                    if part
                ],
                facts=[
                    (_("Service"), service),
                    (_("Protocol number"), case.protocol),
                    *_day_of(case),
                ],
                action_url=_trace_address(case),
                action_label=_("See where it stands"),
                reason=_("You get this letter because you asked the town hall for something."),
                about=about(case),
                language=case.language,
            )
        )


def _questions(case: Case, entry: Entry) -> list[str]:
    """What is to be answered again, by name: where it is answered, each question is shown in full."""
    if entry.kind != EntryKind.TO_APPLICANT or not entry.data.get("questions"):
        return []
    form = case.version.form_version.form
    language = form.language_for(case.language)
    asked = [form.question(each) for each in entry.data["questions"]]
    labels = [f"– {text_in(question.label, language)}" for question in asked if question]
    return [_("Please answer these questions again:") + "\n" + "\n".join(labels)]


def tell_of_claim(case: Case) -> None:
    """To the address in the request: whoever gave it must know, whoever claimed it."""
    if not case.applicant_email:
        return
    with override(case.language):
        service = in_language(case.service.names)
        write_letter(
            Letter(
                to=case.applicant_email,
                subject=_("Taken into an account: %(protocol)s") % {"protocol": case.protocol},
                heading=_("Your request was taken into an account"),
                paragraphs=[
                    _("Somebody with its number and secret has taken this request into “My affairs”."),
                    _("If that was not you, please tell the town hall."),
                ],
                facts=[(_("Service"), service), (_("Protocol number"), case.protocol)],
                action_url=_trace_address(case),
                action_label=_("See where it stands"),
                reason=_("You get this letter because you asked the town hall for something."),
                about=about(case),
                language=case.language,
            )
        )


def about(case: Case) -> str:
    """How mail about a case is marked; `engagement.cases.bounces` reads it."""
    return f"case {case.pk}"


def _headline(case: Case, entry: Entry) -> str:
    words = {
        EntryKind.TO_APPLICANT: _("A message about your request"),
        EntryKind.DOCUMENT: _("A document about your request")
        if case.outcome == Outcome.REFUSED
        else _("Your document is ready"),
        EntryKind.OBJECTION: _("Your objection was received"),
    }
    if entry.kind == EntryKind.DECIDED:
        return {
            "granted": _("Your request was granted"),
            "partly": _("Your request was granted in part"),
            "refused": _("Your request was refused"),
        }[case.outcome]
    if entry.kind == EntryKind.TO_APPLICANT and case.state == CaseState.WAITING_FOR_APPLICANT:
        return _("We need something from you")
    return str(words.get(EntryKind(entry.kind), _("News of your request")))


def _of_document(decision: Entry | None) -> str:
    """A refusal is no good news: its document is the decision itself."""
    if decision is None:
        return ""
    if decision.data.get("outcome") == Outcome.REFUSED:
        return _("The whole decision stands, as a document, on the page of your request.")
    return _("Your document is ready. You find it on the page of your request.")


def _next(case: Case, entry: Entry) -> str:
    if case.state == CaseState.WAITING_FOR_APPLICANT:
        return _("Until you answer, the time in which we have to decide stands still.")
    last_day = last_day_to_object(case) if entry.kind == EntryKind.DECIDED else None
    if last_day is not None:
        return _("If you do not agree, you can object on the page of your request until %(day)s.") % {
            "day": date_format(last_day, "DATE_FORMAT")
        }
    return ""


def _day_of(case: Case) -> list[tuple[str, str]]:
    return (
        [(_("Answer by"), date_format(case.due_on, "DATE_FORMAT"))] if case.due_on and case.is_running else []
    )


def _trace_address(case: Case) -> str:
    """Opens for the account it belongs to; everybody else is asked for the secret, so that a letter that is passed
    on opens nothing."""
    try:
        path = reverse("engagement_desk:traced", args=[case.year, case.number])
        return f"{address_of(current_municipality())}{path}"
    except NoReverseMatch:
        return ""


def tell_officer(case: Case, entry: Entry, colleague: Any = None) -> None:
    """Writes to the officer, or to the colleague who was asked; what the applicant wrote stands in the portal only.

    Whoever stands in while they are away is told as well.
    """
    person = colleague or case.assignee
    if person is None:
        return
    for reader in filter(None, (person, present_substitute(person))):
        _write_to_staff(case, entry, reader)


def _write_to_staff(case: Case, entry: Entry, person: Any) -> None:
    if not person.email:
        return
    language = person.language or settings.LANGUAGE_CODE
    with override(language):
        service = in_language(case.service.names)
        what = str(EntryKind(entry.kind).label)
        is_asked = entry.kind == EntryKind.CONSULTED
        write_letter(
            Letter(
                to=person.email,
                subject=f"{case.protocol}: {what}",
                heading=_("%(who)s asks for your opinion") % {"who": entry.by}
                if is_asked
                else what.capitalize(),
                paragraphs=[entry.text] if is_asked else [],
                facts=[(_("Service"), service), (_("Protocol number"), case.protocol)],
                action_url=_desk_address(case),
                action_label=_("Open the case"),
                reason=_("You get this letter because the case is yours, or you were asked."),
                language=language,
            )
        )


def way_back(case: Case) -> dict[str, str]:
    """The button of every letter to an applicant."""
    return {"action_url": _trace_address(case), "action_label": _("See where it stands")}


def _desk_address(case: Case) -> str:
    try:
        return f"{address_of(current_municipality())}{reverse('desk_case', args=[case.pk])}"
    except NoReverseMatch:
        return ""
