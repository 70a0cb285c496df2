"""Pages in schema.org's words, for search engines and assistants."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# So that a text cannot end the block that it stands in.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def json_ld(*things: dict[str, Any]) -> SafeString:
    """`<script type="application/ld+json">…</script>`: data, which browsers never run. Nothing for no things."""
    if not things:
        return mark_safe("")
    found = [{"@context": "https://schema.org/", **without_empty(thing)} for thing in things]
    text = json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def without_empty(content: dict[str, Any]) -> dict[str, Any]:
    """What is not known is left out."""
    return {key: value for key, value in content.items() if value not in ("", None, [], {})}
