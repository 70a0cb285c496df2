"""Why a file was refused, as it is kept with the upload: worded when somebody reads it, in that reader's language."""

from __future__ import annotations

import json

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.problems import refusal_sentence


def kept(refused: FileRefused) -> str:
    """Code and arguments as JSON."""
    return json.dumps({"refused": refused.code.value, "arguments": refused.arguments}, default=str)


def worded(text: str) -> str:
    """The sentence for what `kept` gave; what is a sentence already (of earlier uploads) stays as it is."""
    try:
        known = json.loads(text)
        return refusal_sentence(FileRefused(Refusal(known["refused"]), known.get("arguments")))
    except (ValueError, TypeError, KeyError):
        return text
