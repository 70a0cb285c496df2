"""What an editor may set for a question: names, types and what *Check* says of wrong ones.

The editor's blocks and the table in docs/guides/editor-forms.md follow these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagement.intake.definition.model import Question


class SettingType(StrEnum):
    """What a setting holds, as JSON."""

    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    TEXTS = "texts"  # by language
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    EXPRESSION = "expression"
    IDS = "ids"  # of the question's own choices
    COLLECTION = "collection"  # name of a published collection


@dataclass(frozen=True)
class Setting:
    """One setting of a kind. `options` are the words that CHOICE and CHOICES allow."""

    name: str
    type: SettingType
    title: str | Promise
    options: tuple[str, ...] = ()
    default: Any = None
    required: bool = False


_PYTHON: Mapping[SettingType, tuple[type, ...]] = {
    SettingType.INTEGER: (int,),
    SettingType.NUMBER: (int, float, str),
    SettingType.TEXT: (str,),
    SettingType.TEXTS: (dict,),
    SettingType.YES_NO: (bool,),
    SettingType.CHOICE: (str,),
    SettingType.CHOICES: (list, tuple),
    SettingType.EXPRESSION: (dict,),
    SettingType.IDS: (list, tuple),
    SettingType.COLLECTION: (str,),
}


def problems_of(settings: Sequence[Setting], question: Question) -> list[str]:
    """Settings that are missing or of the wrong type, as sentences."""
    found = []
    for setting in settings:
        value = question.settings.get(setting.name)
        if value in (None, ""):
            if setting.required:
                found.append(_("The setting “%(title)s” is missing.") % {"title": setting.title})
        elif not _fits(setting, value):
            found.append(_("The setting “%(title)s” cannot be read.") % {"title": setting.title})
    return found


def _fits(setting: Setting, value: Any) -> bool:
    if not isinstance(value, _PYTHON[setting.type]):
        return False
    if isinstance(value, bool) and setting.type is not SettingType.YES_NO:
        return False
    if setting.type is SettingType.NUMBER:
        return is_number(value)
    if setting.type is SettingType.CHOICE:
        return value in setting.options
    if setting.type is SettingType.CHOICES:
        return all(each in setting.options for each in value)
    if setting.type is SettingType.IDS:
        return all(isinstance(each, str) for each in value)
    if setting.type is SettingType.TEXTS:
        return all(isinstance(text, str) for text in value.values())
    return True


def is_number(value: Any) -> bool:
    """Whether a setting can be counted with; never NaN or infinity."""
    try:
        return abs(float(value)) < float("inf")
    except (TypeError, ValueError, OverflowError):
        return False
