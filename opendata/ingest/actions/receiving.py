"""Taking a file in: it is kept in private storage until a worker has read it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.audit.actions import record
from opendata.catalog.models import Dataset, Licence
from opendata.catalog.wording import GREEK
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Harvest, Upload
from opendata.ingest.naming import free_name
from opendata.ingest.rules import Person
from opendata.tables.registry import collections

DEFAULT_LICENCE = "CC_BY_4_0"
# `.geojson`, `.csv.zip`: what begins with a digit is a part of the name.
_ENDINGS = re.compile(r"(\.[A-Za-z][A-Za-z0-9]{0,9}){1,2}$")


@transaction.atomic
def receive_upload(
    file: File[Any],
    *,
    by: Person,
    dataset: Dataset | None = None,
    harvest: Harvest | None = None,
    language: str = "",
) -> Upload:
    """Keeps a file, for a new dataset or as a newer state of a standing one; a worker reads it.

    Raises UploadRefused for a dataset whose rows come from a register.
    """
    if dataset is not None and dataset.name in collections:
        raise UploadRefused(
            _("The rows of this dataset come from a register of the portal, not from a file."), "file"
        )
    original = Path((file.name or "file").replace("\\", "/")).name.replace("\x00", "")[-255:] or "file"
    upload = Upload(
        file_name=original,
        language=language or translation.get_language() or "",
        by_id=by.pk if by is not None else None,
        harvest=harvest,
    )
    _describe(upload, dataset)
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
        upload.size += len(block)
    upload.sha256 = digest.hexdigest()
    file.seek(0)
    # On disk under a plain name; what the sender called it stays in the row.
    upload.file.save(f"upload{_ending(original)}", file, save=False)
    upload.save()
    if dataset is not None:
        upload.themes.set(dataset.themes.all())
    record("uploaded", upload, by=by, changes={"file": original, "size": upload.size})
    return upload


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,10}", ending) else ""


def _describe(upload: Upload, dataset: Dataset | None) -> None:
    if dataset is None:
        title = title_from(upload.file_name)
        # By its letters, whatever the language of who brings it: one field stays open, none says what is not so.
        upload.titles = {"el" if GREEK.search(title) else "en": title} if title else {}
        upload.name = free_name(title)
        upload.licence = Licence.objects.filter(code=DEFAULT_LICENCE).first()
        return
    upload.dataset, upload.is_new_state = dataset, True
    upload.name, upload.licence, upload.contact = dataset.name, dataset.licence, dataset.contact
    upload.titles, upload.descriptions = dict(dataset.titles), dict(dataset.descriptions)
    upload.keywords, upload.update_frequency = dict(dataset.keywords), dataset.update_frequency


def title_from(file_name: str) -> str:
    """`bus_stops.geojson` reads `Bus stops`: a start for whoever writes the title."""
    # Some systems take accented letters apart, and people date their files with points.
    whole = unicodedata.normalize("NFC", file_name)
    stem = re.sub(r"[_\-.\s]+", " ", _ENDINGS.sub("", whole)).strip()
    return (stem[:1].upper() + stem[1:])[:200]
