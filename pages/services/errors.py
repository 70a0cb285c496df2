"""What goes wrong with service pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pages.services.findings import Finding


class PublishingRefused(Exception):
    """The page stays as it was published; `findings` say what must be put right first."""

    def __init__(self, page_id: int | None, findings: Sequence[Finding]) -> None:
        self.page_id, self.findings = page_id, tuple(findings)
        super().__init__("; ".join(finding.sentence for finding in self.findings))


class NameIsTaken(Exception):
    """The form has a test of this name already."""
