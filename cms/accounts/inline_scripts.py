"""Wagtail's admin starts some of its inputs by short scripts inside the page, which our policy refuses.

Instead of letting every inline script run under /admin/, the few known ones are recognised by their exact
shape: one call of one of Wagtail's own starters, whose arguments are plain JSON. Only such a script gets the
page's nonce; what an attacker would have to inject to pass is harmless by construction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

SCRIPT = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)
CALL = re.compile(
    r"\s*(?:init(?:Date|Time|DateTime)Chooser|new (?:[A-Z][A-Za-z]*)?Chooser|createTaskChooser)"
    r"\((?P<arguments>.*)\);?\s*\Z",
    re.DOTALL,
)
PANEL = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    r"\(JSON\.parse\((?P<arguments>\"[^\"]*\")\)\);\s*\}\)\(\);\s*\Z"
)


def is_known(code: str) -> bool:
    """Whether a script does nothing but start one of Wagtail's inputs with JSON values."""
    shape = CALL.match(code) or PANEL.match(code)
    if shape is None:
        return False
    try:
        json.loads(f"[{shape['arguments']}]")
    except ValueError:
        return False
    return True


def admit_known_scripts(html: str, nonce: Callable[[], str]) -> str:
    """The page with the nonce on each known script; `nonce` is asked for only when there is one."""

    def admit(found: re.Match[str]) -> str:
        return f'<script nonce="{nonce()}">{found["code"]}</script>' if is_known(found["code"]) else found[0]

    return SCRIPT.sub(admit, html)
