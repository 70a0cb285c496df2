"""E-mail address, confirmed by a code when that is asked for, and telephone number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from cms.notifications.actions import confirm_address, send_code
from cms.notifications.choices import CodeOutcome
from cms.notifications.models import AddressCheck
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind
from engagement.intake.kinds.code_widget import CodedAddress, CodeInput
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import bare, cleaned_text

LONGEST = 254
LONGEST_CODE = 20


def holder_of(asking: Asking) -> str:
    """Under which name addresses are confirmed: those of one draft."""
    return f"draft:{asking.draft}" if asking.draft else ""


def is_own(address: str, asking: Asking) -> bool:
    """Whether the address is known to be the person's: of their account, or confirmed in this draft."""
    person = asking.person
    if person is not None and getattr(person, "is_authenticated", False):
        known = person.emailaddress_set.filter(verified=True, email__iexact=address)
        if known.exists():
            return True
    holder = holder_of(asking)
    return bool(holder) and AddressCheck.objects.confirmed(address, holder=holder).exists()


class AddressField(forms.Field):
    """An address alone."""

    def to_python(self, value: Any) -> str:
        return cleaned_text(str(value or "")).strip()

    def run_validators(self, value: str) -> None:
        if not value:
            return
        if len(value) > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        EmailValidator(message=self.error_messages["invalid"])(value)


class ConfirmedAddressField(AddressField):
    """An address and the code that was sent to it. Sends the code when there is none."""

    widget: CodeInput

    def __init__(self, *, asking: Asking, **options: Any) -> None:
        self.asking = asking
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.address if isinstance(value, CodedAddress) else value)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if not address or self.asking.is_preview or is_own(address, self.asking):
            self.widget.is_confirmed = bool(address)
            return address
        # Of a draft, or a page that its script keeps: nothing is sent and no try is counted.
        if not isinstance(value, CodedAddress) or not self.asking.acts:
            raise ValidationError(
                _("Confirm this e-mail address with the code that we send to it."), code="code"
            )
        self.widget.asks_code = True
        if value.wants_another or not value.code.strip():
            raise self._send(address, again=value.wants_another)
        outcome = confirm_address(address, bare(value.code[:LONGEST_CODE]), holder=holder_of(self.asking))
        if outcome is not CodeOutcome.CONFIRMED:
            raise ValidationError(WRONG_CODES[outcome](), code="code")
        self.widget.is_confirmed = True
        return address

    def _send(self, address: str, *, again: bool) -> ValidationError:
        """Sends a code; the error says what to do now."""
        outcome = send_code(address, holder=holder_of(self.asking), language=self.asking.language)
        code = ANSWERS_THE_PRESS if again else "code"
        if outcome is CodeOutcome.TOO_MANY:
            return ValidationError(
                _("Too many codes were sent to this address. Wait an hour, or give another address."),
                code=code,
            )
        if outcome is CodeOutcome.TOO_SOON and again:
            return ValidationError(
                _(
                    "A code was sent a moment ago. Look in your mailbox, also among spam, before you ask for another."
                ),
                code=code,
            )
        return ValidationError(
            _("We have sent a code of six digits to %(address)s. Type it below and continue.")
            % {"address": address},
            code=code,
        )


WRONG_CODES = {
    CodeOutcome.WRONG: lambda: _(
        "This is not the code that we sent. Compare it with the message and type it anew."
    ),
    CodeOutcome.EXPIRED: lambda: _("This code is no longer good. Ask for a new one."),
    CodeOutcome.SPENT: lambda: _("The code was wrong too often. Ask for a new one."),
}


class Email(Kind):
    """An e-mail address."""

    name, title, icon = "email", gettext_lazy("E-mail address"), "mail"
    settings = (Setting("confirm", SettingType.YES_NO, gettext_lazy("Confirmed by a code"), default=False),)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        told = self.arguments(
            question,
            asking,
            missing=_("Give your e-mail address."),
            wrong=_("Give a whole e-mail address, such as name@example.org."),
        )
        if not question.settings.get("confirm"):
            return AddressField(widget=forms.EmailInput(attrs=EMAIL_ATTRIBUTES), **told)
        return ConfirmedAddressField(asking=asking, widget=CodeInput(attrs=EMAIL_ATTRIBUTES), **told)

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-another" in data

    def sample(self, question: Question, language: str) -> Answer:
        return "maria@example.org"


EMAIL_ATTRIBUTES = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}


class PhoneField(forms.Field):
    """A number that can be called, as E.164."""

    def __init__(self, *, region: str, mobile: bool, **options: Any) -> None:
        self.region, self.mobile = region, mobile
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = cleaned_text(str(value or "")).strip()
        if not text:
            return ""
        if len(text) > 40:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            number = phonenumbers.parse(text, self.region)
        except NumberParseException as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if not phonenumbers.is_valid_number(number) or number.extension:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        kind = phonenumbers.number_type(number)
        if self.mobile and kind not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
            raise ValidationError(_("Give a mobile number: we send messages to it."), code="mobile")
        return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))

    def prepare_value(self, value: Any) -> Any:
        return written(value, self.region) if isinstance(value, str) and value.startswith("+") else value


class Phone(Kind):
    """A telephone number: of the town's country, or with the country's code."""

    name, title, icon = "phone", gettext_lazy("Telephone number"), "mobile-alt"
    settings = (
        Setting("region", SettingType.TEXT, gettext_lazy("Country of numbers without a code (GR)")),
        Setting("mobile", SettingType.YES_NO, gettext_lazy("Mobile numbers only"), default=False),
    )

    def region(self, question: Question) -> str:
        """Two letters."""
        return str(question.settings.get("region") or settings.PHONE_REGION)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return PhoneField(
            region=self.region(question),
            mobile=bool(question.settings.get("mobile")),
            widget=forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
            ),
            **self.arguments(
                question,
                asking,
                missing=_("Give a telephone number."),
                wrong=_(
                    "Give a whole telephone number, such as %(example)s. From abroad with + and the country's code."
                )
                % {"example": self._example(question)},
            ),
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return written(answer, self.region(question))

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        if self.region(question) not in phonenumbers.SUPPORTED_REGIONS:
            found.append(_("The country of telephone numbers is not known. Write two letters, such as GR."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        kind = PhoneNumberType.MOBILE
        number = phonenumbers.example_number_for_type(self.region(question), kind)
        return str(phonenumbers.format_number(number, PhoneNumberFormat.E164)) if number else None

    def _example(self, question: Question) -> str:
        sample = self.sample(question, "")
        return written(sample, self.region(question)) if sample else "+30 210 123 4567"


def written(number: str, region: str) -> str:
    """As people write it: without the code of their own country."""
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return number
    is_home = phonenumbers.region_code_for_number(parsed) == region
    how = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, how))
