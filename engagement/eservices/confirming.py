"""The letter that says: we have received it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.kit.texts import in_language
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from cms.notifications.actions import Letter, write_letter
from engagement.eservices.models import ServiceVersion
from engagement.eservices.promises import promise_in_words
from engagement.eservices.registry import receipts
from engagement.intake.contract import Kept
from engagement.intake.definition import FormDefinition
from engagement.intake.models import Submission
from engagement.intake.placeholders import fill, values_of


def contact_of(form: FormDefinition, submission: Submission, wanted: str = "") -> str:
    """Where the person can be written to: the question that the terms name, else the first e-mail, else the account."""
    answers = submission.answers
    asked = [question.id for question in form.questions() if question.kind == "email"]
    for question_id in [wanted, *asked]:
        answer = answers.get(question_id)
        address = answer.get("address", "") if isinstance(answer, dict) else answer
        if isinstance(address, str) and "@" in address:
            return address
    return submission.applicant.email if submission.applicant else ""


def confirm(version: ServiceVersion, submission: Submission) -> None:
    """Writes the confirmation in the form's language, in the caller's transaction; where nobody is named, nothing."""
    form, terms = version.form_version.form, version.rules
    address = contact_of(form, submission, terms.contact_question)
    if not address:
        return
    language = submission.language
    with override(language):
        name = in_language(version.service.names)
        kept = kept_of(submission)
        values = {
            **values_of(form, submission.answers, form.language_for(language)),
            "reference": kept.number,
            "service": name,
        }
        subject = in_language(terms.mail_subject) or _("We have received it: {service}")
        text = in_language(terms.mail_text) or _("Your form reached us. Please keep the reference.")
        promise = promise_in_words(terms)
        write_letter(
            Letter(
                to=address,
                subject=fill(subject, values),
                heading=name,
                paragraphs=[part for part in fill(text, values).split("\n\n") if part.strip()],
                facts=[
                    (kept.label, kept.number),
                    *kept.facts,
                    *([(_("Answer"), promise)] if promise else []),
                ],
                action_url=_receipt(version, submission),
                action_label=_("Look at what you sent"),
                reason=_("You get this letter because this address was given in the form."),
                language=language,
            )
        )


def _receipt(version: ServiceVersion, submission: Submission) -> str:
    """Only an account opens the receipt from a letter: a forwarded letter must not show the answers."""
    if submission.applicant is None:
        return ""
    address = version.service.addresses.filter(language=submission.language, is_current=True).first()
    if address is None:
        return ""
    path = reverse("engagement_eservices:done", args=[address.slug, submission.draft_key])
    return f"{address_of(current_municipality())}{path}"


def kept_of(submission: Submission) -> Kept:
    """What the person keeps: what the first room that knows the submission says, else its reference."""
    told = (receipt(submission) for receipt in receipts)
    return next(filter(None, told), None) or Kept(submission.reference, _("Reference"))
