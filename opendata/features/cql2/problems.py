"""What can be wrong with a filter, as a problem that names the part."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter

SHOWN = 80


def refused(detail: str) -> BadParameter:
    """The problem of a filter."""
    return BadParameter(detail, parameter="filter")


def shown(part: Any) -> str:
    """A part of the tree, short enough to be told."""
    text = part if isinstance(part, str) else json.dumps(part, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def not_understood(part: Any) -> BadParameter:
    """A part that is no expression of CQL2."""
    return refused(_("“filter”: this part cannot be understood: %(part)s") % {"part": shown(part)})
