"""The letter that says: we have received it."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.kit.texts import in_language
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from cms.notifications.actions import Letter, write_letter
from engagement.eservices.charging import fee_of_submission
from engagement.eservices.models import ServiceVersion
from engagement.eservices.promises import promise_in_words
from engagement.eservices.registry import contacts, receipts
from engagement.intake.contract import Kept
from engagement.intake.definition import FormDefinition
from engagement.intake.models import Submission
from engagement.intake.placeholders import fill, values_of


def contact_of(form: FormDefinition, submission: Submission, wanted: str = "") -> str:
    """Where to write to: told beside the form, the question of the terms, the first e-mail, the account."""
    told = next(filter(None, (contact(submission) for contact in contacts)), "")
    if told:
        return told
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
        kept = kept_of(version, submission)
        values = {
            # A question of that name counts.
            "fee": fee_of_submission(version, submission),
            **values_of(form, submission.answers, form.language_for(language)),
            "reference": kept.number,
            "service": name,
        }
        subject = in_language(terms.mail_subject) or _("We have received it: {service}")
        text = in_language(terms.mail_text) or _("Your form reached us. Please keep this letter.")
        write_letter(
            Letter(
                to=address,
                subject=fill(subject, values),
                heading=name,
                paragraphs=[
                    *(part for part in fill(text, values).split("\n\n") if part.strip()),
                    *_further(version, submission, kept),
                ],
                facts=facts_of(kept, promise_in_words(terms)),
                action_url=f"{address_of(current_municipality())}{kept.trace}" if kept.trace else "",
                action_label=_("See where your request is"),
                reason=_("You get this letter because this address was given in the form."),
                language=language,
            )
        )


def facts_of(kept: Kept, promise: str = "") -> list[tuple[str, str]]:
    """Number, secret, day and fee, as the letter lists them. `promise` stands where there is no day."""
    known = [
        (kept.label, kept.number),
        (_("Secret for tracing"), kept.secret),
        (_("Answer by"), kept.due),
        *([] if kept.due else [(_("Answer"), promise)]),
        *kept.facts,
    ]
    return [(label, value) for label, value in known if value]


def _further(version: ServiceVersion, submission: Submission, kept: Kept) -> list[str]:
    """What the secret is for; for an account, where the answers can be read."""
    receipt = _receipt(version, submission)
    told = [
        _(
            "With the number and the secret you see at any time where your request is. Whoever has both sees it."
        )
        if kept.secret
        else "",
        _("What you sent can be read here, once you are signed in: {address}").format(address=receipt)
        if receipt
        else "",
    ]
    return [each for each in told if each]


def _receipt(version: ServiceVersion, submission: Submission) -> str:
    """Only an account opens the receipt from a letter: a forwarded letter must not show the answers."""
    if submission.applicant is None:
        return ""
    address = version.service.addresses.filter(language=submission.language, is_current=True).first()
    if address is None:
        return ""
    path = reverse("engagement_eservices:done", args=[address.slug, submission.draft_key])
    return f"{address_of(current_municipality())}{path}"


def kept_of(version: ServiceVersion, submission: Submission) -> Kept:
    """What the first room that knows the submission says, else its reference; with the fee and who was written to."""
    told = (receipt(submission) for receipt in receipts)
    kept = next(filter(None, told), None) or Kept(submission.reference, _("Protocol number"))
    fee = fee_of_submission(version, submission)
    form, terms = version.form_version.form, version.rules
    return replace(
        kept,
        facts=(*kept.facts, *([(_("Fee"), fee)] if fee else [])),
        written_to=contact_of(form, submission, terms.contact_question),
    )
