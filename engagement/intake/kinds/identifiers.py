"""Numbers that carry their own check: tax number, social security number, IBAN and others of python-stdnum."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as NumberError

from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import bare, cleaned_text, in_latin

LONGEST = 60


@dataclass(frozen=True)
class Scheme:
    """A module of python-stdnum, with an example that passes its check and how the number is written in groups."""

    module: str
    title: str | Promise
    example: str
    digits_only: bool = False
    group: tuple[int, ...] = ()
    autocomplete: str = "off"


# Fixed, so that a form can never name any module of Python.
SCHEMES: dict[str, Scheme] = {
    "gr.vat": Scheme("stdnum.gr.vat", gettext_lazy("tax number (AFM)"), "090000045", digits_only=True),
    "gr.amka": Scheme(
        "stdnum.gr.amka", gettext_lazy("social security number (AMKA)"), "01013099997", digits_only=True
    ),
    "iban": Scheme("stdnum.iban", gettext_lazy("IBAN"), "GR1601101250000000012300695", group=(4,)),
    "bic": Scheme("stdnum.bic", gettext_lazy("bank code (BIC)"), "ETHNGRAA"),
    "eu.vat": Scheme("stdnum.eu.vat", gettext_lazy("VAT number in the EU"), "EL090000045"),
    "eu.eic": Scheme("stdnum.eu.eic", gettext_lazy("energy code (EIC)"), "22XWATTPLUS----G"),
    "isbn": Scheme("stdnum.isbn", gettext_lazy("ISBN of a book"), "9789604235162"),
    "issn": Scheme("stdnum.issn", gettext_lazy("ISSN of a periodical"), "03178471"),
    "imo": Scheme("stdnum.imo", gettext_lazy("IMO number of a ship"), "9319466"),
    "imei": Scheme("stdnum.imei", gettext_lazy("IMEI of a telephone"), "490154203237518"),
    "lei": Scheme("stdnum.lei", gettext_lazy("legal entity identifier (LEI)"), "213800KUD8LAJWSQ9D15"),
    "isni": Scheme("stdnum.isni", gettext_lazy("ISNI of a person who publishes"), "0000000121032683"),
    "mac": Scheme("stdnum.mac", gettext_lazy("MAC address"), "D0:50:99:84:A2:A0"),
}


class IdentifierField(forms.Field):
    """A number as its scheme writes it when it is compact."""

    def __init__(self, *, scheme: Scheme, **options: Any) -> None:
        self.scheme = scheme
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = cleaned_text(str(value or "")).strip()
        if not text:
            return ""
        if len(text) > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        module: Any = importlib.import_module(self.scheme.module)
        typed = in_latin(text)
        if typed.startswith("GR") and self.scheme.module == "stdnum.eu.vat":
            typed = f"EL{typed[2:]}"
        # Letters of the Greek alphabet that have no twin stay, and are refused by the scheme.
        typed = bare(typed) if self.scheme.digits_only or self.scheme.module == "stdnum.iban" else typed
        try:
            return str(module.validate(typed))
        except InvalidChecksum as problem:
            raise ValidationError(self.error_messages["checksum"], code="checksum") from problem
        except InvalidLength as problem:
            raise ValidationError(self.error_messages["length"], code="length") from problem
        except NumberError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def prepare_value(self, value: Any) -> Any:
        return grouped(value, self.scheme) if isinstance(value, str) and len(value) < LONGEST else value


class Identifier(Kind):
    """A number of the scheme that the editor chooses."""

    name, title, icon = "identifier", gettext_lazy("Number with a check"), "tag"
    settings: tuple[Setting, ...] = (
        Setting("scheme", SettingType.CHOICE, gettext_lazy("Which number"), tuple(SCHEMES), required=True),
    )

    def scheme(self, question: Question) -> Scheme:
        """The scheme of the question; a broken setting is the IBAN's, and Check says so."""
        return SCHEMES.get(str(question.settings.get("scheme")), SCHEMES["iban"])

    def field(self, question: Question, asking: Asking) -> forms.Field:
        scheme = self.scheme(question)
        told = self.arguments(
            question,
            asking,
            missing=_("Give the number: %(title)s.") % {"title": scheme.title},
            wrong=_("This is not a whole %(title)s. It looks like %(example)s.")
            % {"title": scheme.title, "example": grouped(scheme.example, scheme)},
        )
        own = any(question.error.values())
        told["error_messages"] |= {
            "checksum": told["error_messages"]["invalid"]
            if own
            else _("A digit or letter is wrong. Compare the number with your papers and type it anew."),
            "length": told["error_messages"]["invalid"],
        }
        return IdentifierField(
            scheme=scheme,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric" if scheme.digits_only else "text",
                    "autocomplete": scheme.autocomplete,
                    "spellcheck": "false",
                    "autocapitalize": "characters",
                    "class": "tabular govuk-input--width-10" if scheme.digits_only else "tabular",
                }
            ),
            **told,
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return grouped(answer, self.scheme(question))

    def cell(self, question: Question, answer: Answer, language: str) -> str:
        # As it is kept: other programs look numbers up.
        return str(answer)

    def sample(self, question: Question, language: str) -> Answer:
        scheme = self.scheme(question)
        return str(importlib.import_module(scheme.module).validate(scheme.example))


class Afm(Identifier):
    """The tax number of a person or company."""

    name, title, icon = "afm", gettext_lazy("Tax number (AFM)"), "tag"
    settings = ()

    def scheme(self, question: Question) -> Scheme:
        return SCHEMES["gr.vat"]


class Amka(Identifier):
    """The social security number: it tells the date of birth and leads to health data."""

    name, title, icon = "amka", gettext_lazy("Social security number (AMKA)"), "tag"
    privacy = Privacy.SENSITIVE
    settings = ()

    def scheme(self, question: Question) -> Scheme:
        return SCHEMES["gr.amka"]


class Iban(Identifier):
    """A bank account."""

    name, title, icon = "iban", gettext_lazy("Bank account (IBAN)"), "tag"
    settings = ()

    def scheme(self, question: Question) -> Scheme:
        return SCHEMES["iban"]


def grouped(number: str, scheme: Scheme) -> str:
    """In groups that a person can compare."""
    if not scheme.group:
        return number
    size = scheme.group[0]
    return " ".join(number[start : start + size] for start in range(0, len(number), size))
