"""What can be had of a dataset, as the rooms that serve it tell the catalogue (DCAT: Distribution, DataService).

Paths start with a slash and hold no host: the catalogue puts the town's own address before them. A room adds its
source in `AppConfig.ready`, such as
`distributions.add("exports", exports_of)` with `exports_of(datasets) -> {name: [Distribution, …]}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class DatasetFacts:
    """A published dataset with rows. `extent`: (west, south, east, north) in degrees, None without any position."""

    name: str
    titles: Mapping[str, str]
    revision: int
    row_count: int
    updated_at: datetime
    issued: datetime
    has_geometry: bool
    extent: tuple[float, float, float, float] | None = None
    # Columns whose labels are still the keys of a program, or of another language (wording.py).
    bare_labels: Sequence[str] = ()
    # Of a dataset that does not stand yet: the fields that the page around asks for. None: it has its own form.
    asked_here: Sequence[str] | None = None


@dataclass(frozen=True)
class Distribution:
    """One way to have a dataset. `id` is unique within it and stays; `sha256` in hexadecimal; `byte_size` exact.

    Of a file that is made once a revision: `revision` and `rows_at` say which rows are in it and when they were
    published, `refused` why there is none of the present revision; empty where that is being made.

    `file_type` is a code of the EU's table (`CSV`, `GEOJSON`, `GPKG`; fixtures/reference/file-types.json);
    `access_path` always answers a HEAD; `download_path` gives the whole file, None for a service.
    """

    id: str
    titles: Mapping[str, str]
    media_type: str
    file_type: str
    access_path: str
    download_path: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    byte_size: int | None = None
    sha256: str | None = None
    issued: datetime | None = None
    modified: datetime | None = None
    revision: int | None = None
    rows_at: datetime | None = None
    refused: str | Promise = ""
    # Media type of a compression around the file, such as `application/gzip`; of a package of files.
    compression: str | None = None
    package: str | None = None
    # The name of the service (registry `services`) that gives it.
    service: str | None = None
    # Addresses of the standards that the file or service keeps.
    conforms_to: Sequence[str] = ()

    @property
    def file_type_uri(self) -> str:
        """The address in the EU's authority table."""
        return f"{FILE_TYPES}{self.file_type}"

    @property
    def media_type_uri(self) -> str:
        """The address at IANA, without parameters."""
        return f"{MEDIA_TYPES}{self.media_type.partition(';')[0].strip()}"


@dataclass(frozen=True)
class Service:
    """An interface to several datasets. `documentation_path` is for people, `description_path` for programs."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    endpoint_path: str
    description_path: str
    documentation_path: str
    conforms_to: Sequence[str] = ()


# Several datasets at once, so that a page of the catalogue costs a source one query and not ten; a name that is left
# out has nothing there.
DistributionSource = Callable[[Sequence[DatasetFacts]], Mapping[str, Sequence[Distribution]]]
