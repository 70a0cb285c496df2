"""Words in braces in the texts of messages: {reference}, {service}, {fee}, and the short names of questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from engagement.intake.contract import FormDefinition

FIXED = ("reference", "service", "fee")
_IN_BRACES = re.compile(r"\{([^{}\n]{0,80})\}")


def known_placeholders(form: FormDefinition) -> list[str]:
    """What may stand in braces."""
    return [*FIXED, *(question.name for step in form.steps for question in step.questions if question.name)]


def unknown_placeholders(texts: Mapping[str, str], known: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(language, word, nearest known word or nothing) for each that nothing would be put in for."""
    known = list(known)
    for language, text in texts.items():
        for word in dict.fromkeys(_IN_BRACES.findall(text)):
            if word not in known:
                near = get_close_matches(word, known, n=1, cutoff=0.6)
                yield language, word, near[0] if near else ""
