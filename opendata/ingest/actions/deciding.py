"""What an editor decides about a file, and having it read again in another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.models import Department
from opendata.catalog.models import Licence, Theme
from opendata.ingest.actions.moving import drop_staging, held, move
from opendata.ingest.choices import Doing, UploadState
from opendata.ingest.contract import Decisions
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Upload
from opendata.ingest.rules import Person
from opendata.tables.errors import BadDefinition
from opendata.tables.shelf.names import check_field_names


@dataclass(frozen=True)
class Words:
    """What the catalogue will say of a new dataset."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    keywords: Mapping[str, Sequence[str]]
    licence: Licence | None
    themes: Sequence[Theme]
    update_frequency: str
    contact: Department | None


@transaction.atomic
def decide(
    upload: Upload,
    *,
    by: Person,
    decisions: Decisions | None = None,
    farewells: Mapping[str, str] | None = None,
    words: Words | None = None,
) -> Upload:
    """Keeps what an editor has decided; rows that were staged otherwise no longer count.

    Raises UploadRefused where columns cannot be as they are decided, or a worker has the file.
    """
    upload = held(upload.pk)
    if upload.state != UploadState.INSPECTED:
        raise UploadRefused(_("Nothing can be changed now: the file is %s.") % upload.get_state_display())
    if decisions is not None:
        check_columns(decisions)
        upload.decisions = decisions.to_json()
    if farewells is not None:
        upload.farewells = dict(farewells)
    if words is not None and not upload.is_new_state:
        _write(upload, words)
    upload.refusal = ""
    upload.save()
    if words is not None and not upload.is_new_state:
        upload.themes.set(words.themes)
    return upload


def _write(upload: Upload, words: Words) -> None:
    upload.name, upload.titles, upload.descriptions = words.name, dict(words.titles), dict(words.descriptions)
    upload.keywords = {language: list(given) for language, given in words.keywords.items()}
    upload.licence, upload.contact = words.licence, words.contact
    upload.update_frequency = words.update_frequency


def check_columns(decisions: Decisions) -> None:
    """UploadRefused where the public columns cannot be columns of one table."""
    public = decisions.public_columns()
    if not public and not decisions.position:
        raise UploadRefused(_("At least one column must be public."))
    if not public:
        raise UploadRefused(_("Every column is private: nothing would be published. Open at least one."))
    seen: dict[str, int] = {}
    for place, column in enumerate(decisions.columns):
        if column.private:
            continue
        try:
            check_field_names([column.key])
        except BadDefinition as problem:
            raise UploadRefused(
                _("A key has only the letters a-z, digits and _, and begins with a letter."), f"key-{place}"
            ) from problem
        if column.key.lower() in seen:
            raise UploadRefused(_("Another column has the same key."), f"key-{place}")
        seen[column.key.lower()] = place


@transaction.atomic
def read_again(upload: Upload, *, by: Person, changes: Mapping[str, Any]) -> Upload:
    """Has the file read in another way (layer, encoding, header row, position); the caller enqueues the task.

    What was decided about its columns stays for those that are found again.
    """
    upload = held(upload.pk)
    move(upload, UploadState.INSPECTING)
    upload.decisions = {**upload.decisions, **changes}
    upload.progress, upload.doing, upload.refusal = 0, Doing.WAITING, ""
    upload.staged_with, upload.loaded, upload.comparison = "", {}, {}
    upload.save()
    drop_staging(upload)
    return upload
