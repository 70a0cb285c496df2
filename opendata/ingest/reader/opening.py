"""One door for all kinds of files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import open_archive
from opendata.ingest.reader.chunks import Source, Wishes
from opendata.ingest.reader.sniffing import kind_of_archive, sniff
from opendata.ingest.reader.troubles import Troubles

LARGEST = 1024**3
NOTHING_IN_IT = frozenset({Refusal.EMPTY, Refusal.NO_TABLE, Refusal.NO_ROWS})
NEVER_TEXT = frozenset({".xlsx", ".ods", ".zip", ".gpkg", ".parquet", ".fgb"})


@contextmanager
def open_source(path: Path, name: str, wishes: Wishes, troubles: Troubles, work: Path) -> Iterator[Source]:
    """`work` is an empty folder of ours. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused(Refusal.NOT_THERE)
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(Refusal.EMPTY)
    if size > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE, {"size": size, "limit": LARGEST})
    kind = sniff(path)
    if kind is None:
        with _open_zip(path, wishes, troubles, work) as source:
            yield source
    elif kind is Kind.CSV:
        from opendata.ingest.reader.text_tables import open_text_table

        try:
            yield open_text_table(path, wishes, troubles)
        except FileRefused as refused:
            # What should be a workbook, and is a few letters, is no table without rows.
            if refused.code in NOTHING_IN_IT and Path(name).suffix.lower() in NEVER_TEXT:
                raise FileRefused(Refusal.UNREADABLE) from refused
            raise
    elif kind is Kind.PARQUET:
        from opendata.ingest.reader.parquet import open_parquet

        yield open_parquet(path, name)
    else:
        from opendata.ingest.reader.layers import open_layers

        yield open_layers(path, kind, wishes, troubles, work)


@contextmanager
def _open_zip(path: Path, wishes: Wishes, troubles: Troubles, work: Path) -> Iterator[Source]:
    with open_archive(path) as archive:
        kind = kind_of_archive(archive)
        if kind is Kind.XLSX:
            from opendata.ingest.reader.workbooks import open_workbook

            yield open_workbook(archive, wishes, troubles)
        elif kind is Kind.ODS:
            from opendata.ingest.reader.sheets import open_sheets

            yield open_sheets(archive, wishes, troubles)
        else:
            from opendata.ingest.reader.layers import open_zipped_layers

            yield open_zipped_layers(archive, kind, wishes, troubles, work)
