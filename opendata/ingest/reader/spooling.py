"""Rows of a file kept on disk between the first look at them and the second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from opendata.ingest.reader.chunks import Chunk


class Spool:
    """Chunks written one after the other, and read again as often as wanted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer: Any = None
        self.schema: Any = None
        self.has_geometry = False

    def put(self, chunk: Chunk) -> None:
        """Adds a chunk; all must have the same columns."""
        arrays = [pa.array(chunk.lines), *chunk.columns]
        if chunk.geometry is not None:
            arrays.append(chunk.geometry)
        if self.schema is None:
            self.has_geometry = chunk.geometry is not None
            self.schema = pa.schema([pa.field(f"c{number}", one.type) for number, one in enumerate(arrays)])
            self.writer = pa.ipc.new_file(self.path, self.schema)
        cast = [one.cast(field.type) for one, field in zip(arrays, self.schema, strict=True)]
        self.writer.write_batch(pa.RecordBatch.from_arrays(cast, schema=self.schema))

    def close(self) -> None:
        """Nothing more is put in."""
        if self.writer is not None:
            self.writer.close()

    def chunks(self, progress: Callable[[float], None] | None = None) -> Iterator[Chunk]:
        """All chunks again, from the start."""
        if self.writer is None:
            return
        with pa.memory_map(str(self.path)) as mapped:
            file = pa.ipc.open_file(mapped)
            for number in range(file.num_record_batches):
                batch = file.get_batch(number)
                columns = batch.columns[1:]
                geometry = columns.pop() if self.has_geometry else None
                yield Chunk(batch.column(0).to_numpy(), columns, geometry)
                if progress is not None:
                    progress((number + 1) / file.num_record_batches)
