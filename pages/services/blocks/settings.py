"""From the settings that a kind of question declares to the editor's inputs for them."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    Block,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    MultipleChoiceBlock,
)

from cms.files.choices import FileKind
from engagement.intake.contract import Kind, Setting, SettingType
from pages.blocks.measures import collection_choices
from pages.services.blocks.names import ExpressionBlock
from pages.services.blocks.texts import TextsBlock

FILES = {kind.value: kind.label for kind in FileKind}
# Settings whose texts are more than a line: (kind, setting).
RICH = {("rich_text", "text"), ("declaration", "text")}


def settings_blocks(kind: Kind) -> list[tuple[str, Block]]:
    """An input for each setting of a kind; those that pick among its own answers stand at the answers."""
    return [
        (setting.name, _block(kind, setting))
        for setting in kind.settings
        if setting.type is not SettingType.IDS
    ]


def marks_of(kind: Kind) -> list[Setting]:
    """Settings that pick some of the question's own answers: each answer has a box for them."""
    return [setting for setting in kind.settings if setting.type is SettingType.IDS]


def _block(kind: Kind, setting: Setting) -> Block:
    told: dict[str, Any] = {"label": setting.title, "required": setting.required}
    if setting.default is not None:
        told["default"] = setting.default
    return _MAKERS[setting.type](kind, setting, told)


def _texts(kind: Kind, setting: Setting, told: dict[str, Any]) -> Block:
    told.pop("default", None)
    return TextsBlock(kind="rich" if (kind.name, setting.name) in RICH else "line", **told)


def _yes_no(_kind: Kind, _setting: Setting, told: dict[str, Any]) -> Block:
    return BooleanBlock(**{**told, "required": False})


def _choice(_kind: Kind, setting: Setting, told: dict[str, Any]) -> Block:
    return ChoiceBlock(choices=_options(setting), **told)


def _choices(_kind: Kind, setting: Setting, told: dict[str, Any]) -> Block:
    return MultipleChoiceBlock(choices=_options(setting), widget=CheckboxSelectMultiple, **told)


def _collection(_kind: Kind, _setting: Setting, told: dict[str, Any]) -> Block:
    told.pop("default", None)
    return ChoiceBlock(choices=collection_choices, **told)


def _options(setting: Setting) -> list[tuple[str, Any]]:
    return [(option, WORDS.get(option) or FILES.get(option, option)) for option in setting.options]


_MAKERS: dict[SettingType, Any] = {
    SettingType.INTEGER: lambda _kind, _setting, told: IntegerBlock(**told),
    SettingType.NUMBER: lambda _kind, _setting, told: DecimalBlock(**told),
    SettingType.TEXT: lambda _kind, _setting, told: CharBlock(max_length=500, **told),
    SettingType.TEXTS: _texts,
    SettingType.YES_NO: _yes_no,
    SettingType.CHOICE: _choice,
    SettingType.CHOICES: _choices,
    SettingType.EXPRESSION: lambda _kind, _setting, told: ExpressionBlock(**told),
    SettingType.COLLECTION: _collection,
}

# Words of settings as people say them; one that is not here is shown as it is stored.
WORDS: dict[str, Any] = {
    "name": _("whole name"),
    "given-name": _("first name"),
    "family-name": _("surname"),
    "organization": _("organisation"),
    "street-address": _("street and number"),
    "address-line1": _("first line of the address"),
    "postal-code": _("postcode"),
    "address-level2": _("town"),
    "country-name": _("country"),
    "number": _("a number"),
    "money": _("an amount of money"),
    "text": _("text"),
}
