"""What can go wrong with a file as a whole."""

from __future__ import annotations

from typing import Any

from opendata.ingest.codes import Refusal


class FileRefused(Exception):
    """The file cannot be taken. `problems.refusal_sentence(refused)` says why, in the reader's language."""

    def __init__(self, code: Refusal, arguments: dict[str, Any] | None = None) -> None:
        super().__init__(code.value, arguments or {})
        self.code = code
        self.arguments = arguments or {}


class ReadingCancelled(Exception):
    """`cancelled()` said so; nothing was left behind."""


class UploadRefused(Exception):
    """A move that an upload's state or an editor's decisions do not allow: one sentence for the editor.

    `field` names the input of the review form that the sentence belongs to; empty for the whole form.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class AddressRefused(Exception):
    """An address that is not fetched: one sentence why."""


class FetchFailed(Exception):
    """An address that was asked and gave nothing that can be used: one sentence why."""
