"""Short names and conditions: what editors type where questions speak of each other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RegexBlock


class NameBlock(RegexBlock):
    """What conditions call a question or an answer."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = {
            "regex": r"^[a-z][a-z0-9_]{0,39}$",
            "required": False,
            "max_length": 40,
            "label": _("Short name"),
            "help_text": _(
                "For conditions and messages: small Latin letters, digits and _, such as first_name."
            ),
            "error_messages": {
                "invalid": _("Begin with a letter; use only small Latin letters, digits and the sign _.")
            },
        }
        super().__init__(**{**wanted, **kwargs})


class ConditionBlock(CharBlock):
    """When something is asked: `kind = cafe and tables > 2`."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = {
            "required": False,
            "max_length": 1_000,
            "label": _("Only when"),
            "help_text": _("A condition on earlier answers, such as: dog = yes and age > 2. Empty: always."),
        }
        super().__init__(**{**wanted, **kwargs})


class ExpressionBlock(CharBlock):
    """A value worked out from answers: `tables * 12.50`."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = {
            "required": False,
            "max_length": 1_000,
            "help_text": _("A calculation with earlier answers, such as: 20 + tables * 12.50"),
        }
        super().__init__(**{**wanted, **kwargs})
