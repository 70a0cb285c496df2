"""A form as plain data: what the editor's blocks are compiled to and what answers are pinned to."""

from engagement.intake.definition.model import (
    FORMAT,
    Choice,
    FormDefinition,
    Question,
    Step,
    Texts,
)
from engagement.intake.definition.reading import MalformedDefinition, from_json, to_json

__all__ = [
    "FORMAT",
    "Choice",
    "FormDefinition",
    "MalformedDefinition",
    "Question",
    "Step",
    "Texts",
    "from_json",
    "to_json",
]
