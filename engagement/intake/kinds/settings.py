"""What an editor may set for a question: names, types and what *Check* says of wrong ones.

The editor's blocks and the table in docs/guides/editor-forms.md follow these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def _all_texts(setting: Setting, value: Any) -> bool:
    texts = value.values() if isinstance(value, dict) else value
    return all(isinstance(text, str) for text in texts)


# For each type: of what Python type it is, and what else must hold.
_CHECKS: Mapping[SettingType, tuple[tuple[type, ...], Callable[[Setting, Any], bool]]] = {
    SettingType.INTEGER: ((int,), lambda _setting, _value: True),
    SettingType.NUMBER: ((int, float, str), lambda _setting, value: is_number(value)),
    SettingType.TEXT: ((str,), lambda _setting, _value: True),
    SettingType.TEXTS: ((dict,), _all_texts),
    SettingType.YES_NO: ((bool,), lambda _setting, _value: True),
    SettingType.CHOICE: ((str,), lambda setting, value: value in setting.options),
    SettingType.CHOICES: (
        (list, tuple),
        lambda setting, value: all(each in setting.options for each in value),
    ),
    SettingType.EXPRESSION: ((dict,), lambda _setting, _value: True),
    SettingType.IDS: ((list, tuple), _all_texts),
    SettingType.COLLECTION: ((str,), lambda _setting, _value: True),
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
    types, holds = _CHECKS[setting.type]
    if isinstance(value, bool) and setting.type is not SettingType.YES_NO:
        return False
    return isinstance(value, types) and holds(setting, value)


def is_number(value: Any) -> bool:
    """Whether a setting can be counted with; never NaN or infinity."""
    try:
        return abs(float(value)) < float("inf")
    except (TypeError, ValueError, OverflowError):
        return False
