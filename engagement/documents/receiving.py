"""A file on the verify page is read into memory up to a limit, never onto the disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload

MOST_BYTES = 20 * 1024 * 1024
# Read and thrown away up to here, so that whoever sent it gets an answer; beyond, the connection is closed.
MOST_PATIENCE = 600 * 1024 * 1024


class ReadIntoMemory(FileUploadHandler):
    """One file. Beyond the limit its bytes go nowhere."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.content = BytesIO()
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = BytesIO()
        # Nobody after us keeps it on the disk.
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            self.is_too_large, self.content = True, BytesIO()
            raise StopUpload(connection_reset=False)
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content,
            self.field_name or "file",
            self.file_name or "file",
            self.content_type or "",
            file_size,
            self.charset,
        )
