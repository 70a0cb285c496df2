"""What can be wrong with a question to the rows of a dataset."""

from __future__ import annotations


class BadCondition(ValueError):
    """A condition that no row can be asked; the text says why in the active language, `field` names the part."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field
