"""A signature: the name as it is typed, and a drawing for those who like to add one."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.files.actions import claim, receive_file
from cms.files.choices import FileKind, FileRules
from cms.files.errors import FileRefused
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind, unreadable
from engagement.intake.kinds.file_widgets import SignatureInput, TypedSignature
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.uploads import KEEP, PURPOSE, is_id, own_files, owner_of
from engagement.intake.kinds.writing import cleaned_text, one_line

LONGEST_NAME = 120
MOST_BYTES = 200 * 1024
PREFIX = "data:image/png;base64,"
LONGEST_DRAWING = len(PREFIX) + MOST_BYTES * 4 // 3 + 4
RULES = FileRules(
    kinds=frozenset({FileKind.PNG}), most_bytes=MOST_BYTES, most_pixels=2_000_000, longest_side=1200
)


class SignatureField(forms.Field):
    """`{"name": …, "drawing": id or ""}`."""

    def __init__(self, *, asking: Asking, **options: Any) -> None:
        self.asking = asking
        # Of the last reading, so that a page which is drawn again has the drawing still.
        self.drawing: str | None = None
        super().__init__(**options)

    def bound_data(self, data: Any, initial: Any) -> Any:
        if self.drawing is None or not isinstance(data, TypedSignature):
            return data
        return TypedSignature(data.name, "", self.drawing)

    def clean(self, value: Any) -> dict[str, str] | None:
        if isinstance(value, dict):
            value = TypedSignature(value["name"], "", value["drawing"])
        typed = value if isinstance(value, TypedSignature) else TypedSignature()
        self.drawing = self._drawing(typed)
        name = one_line(cleaned_text(typed.name))
        if not name:
            if self.required or self.drawing:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(name) > LONGEST_NAME or sum(sign.isalpha() for sign in name) < 2:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return {"name": name, "drawing": self.drawing}

    def _drawing(self, typed: TypedSignature) -> str:
        if typed.drawing and self.asking.acts and self.asking.draft and not self.asking.is_preview:
            return self._receive(typed.drawing)
        if typed.kept and not own_files([typed.kept], self.asking) and not self.asking.is_preview:
            # The page comes with a sheet again, not with the word that it is kept.
            self.drawing = ""
            raise ValidationError(_("The drawing is no longer here. Draw it again."), code="gone")
        return typed.kept

    def _receive(self, drawing: str) -> str:
        problem = _("The drawing cannot be read. Draw it again, or leave it out: your typed name is enough.")
        if not drawing.startswith(PREFIX) or len(drawing) > LONGEST_DRAWING:
            raise ValidationError(problem, code="drawing")
        try:
            content = base64.b64decode(drawing.removeprefix(PREFIX), validate=True)
            file = receive_file(
                SimpleUploadedFile("signature.png", content, "image/png"),
                purpose=PURPOSE,
                rules=RULES,
                by=owner_of(self.asking),
                keep=KEEP,
            )
        except (binascii.Error, ValueError, FileRefused) as refused:
            raise ValidationError(problem, code="drawing") from refused
        return str(file.pk)


class Signature(Kind):
    """A typed name counts; a drawing on the screen may be added to it."""

    name, title, icon = "signature", gettext_lazy("Signature"), "edit"
    shapes = (dict,)
    scripts = ("intake/signature.js",)
    settings = (Setting("draw", SettingType.YES_NO, gettext_lazy("Offer to draw it too"), default=True),)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return SignatureField(
            asking=asking,
            widget=SignatureInput(
                draws=question.settings.get("draw", True) is not False,
                longest=LONGEST_DRAWING,
                attrs={"autocomplete": "name"},
            ),
            **self.arguments(
                question,
                asking,
                missing=_("Sign with your first and last name."),
                wrong=_("Sign with your first and last name, in letters."),
            ),
        )

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return (
            type(answer) is dict
            and set(answer) == {"name", "drawing"}
            and type(answer["name"]) is str
            and (answer["drawing"] == "" or is_id(answer["drawing"]))
        )

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-anew" in data

    def sent(self, question: Question, answer: Answer, asking: Asking, taker: str) -> None:
        if answer["drawing"]:
            claim(answer["drawing"], purpose=PURPOSE, by=owner_of(asking), taker=taker)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        if not self.is_shaped(question, answer):
            raise unreadable()
        return str(answer["name"])

    def sample(self, question: Question, language: str) -> Answer:
        return {"name": "Μαρία Παπαδοπούλου", "drawing": ""}
