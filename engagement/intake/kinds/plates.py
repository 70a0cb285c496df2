"""Registration plates of vehicles."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import LOOK_ALIKES, bare, cleaned_text, in_latin

LONGEST = 20
# Cars, lorries, motorcycles and old plates; letters that both alphabets have.
_GREEK_PLATE = re.compile(rf"([{''.join(sorted(LOOK_ALIKES))}]{{2,3}})(\d{{1,5}})", re.ASCII)
_ANY_PLATE = re.compile(r"(?=.*\d)[A-ZÄÖÜÅÆØΑ-ΩЀ-Я0-9]{2,12}")


class PlateField(forms.Field):
    """`αβε 1234`, `ABE1234` and `ABE-1234` are one plate."""

    def __init__(self, *, foreign: bool, **options: Any) -> None:
        self.foreign = foreign
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = cleaned_text(str(value or "")).strip()
        if not text:
            return ""
        if len(text) <= LONGEST:
            signs = in_latin(bare(text))
            greek = _GREEK_PLATE.fullmatch(signs)
            if greek:
                return f"{greek[1]}-{greek[2]}"
            if self.foreign and _ANY_PLATE.fullmatch(signs):
                return signs
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class Plate(Kind):
    """A vehicle's plate, the same however it is typed."""

    name, title, icon = "plate", gettext_lazy("Vehicle plate"), "tag"
    settings = (Setting("foreign", SettingType.YES_NO, gettext_lazy("Foreign plates too"), default=False),)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        foreign = bool(question.settings.get("foreign"))
        return PlateField(
            foreign=foreign,
            widget=forms.TextInput(
                attrs={
                    "class": "govuk-input--width-10 plate",
                    "autocomplete": "off",
                    "autocapitalize": "characters",
                    "spellcheck": "false",
                }
            ),
            **self.arguments(
                question,
                asking,
                missing=_("Give the plate of the vehicle."),
                wrong=_("Give the plate with its letters and digits, such as ABE-1234.")
                if foreign
                else _("Give a Greek plate: two or three letters and up to five digits, such as ABE-1234."),
            ),
        )

    def sample(self, question: Question, language: str) -> Answer:
        return "ABE-1234"
