"""Files that belong to a draft: who owns them until the form is sent, and which of them may be named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cms.files.choices import FileState
from cms.files.contract import Owner
from cms.files.models import PrivateFile
from engagement.intake.kinds.base import Asking

PURPOSE = "form"
# A little longer than a draft.
KEEP = timedelta(days=31)
# Stands for a file where none is stored: in previews and in trials of a form.
SAMPLE = str(UUID(int=0))


def owner_of(asking: Asking) -> Owner:
    """The draft itself: whoever may go on with it has its files."""
    return Owner(token=f"draft {asking.draft}" if asking.draft else "")


def own_files(ids: Iterable[str], asking: Asking) -> list[PrivateFile]:
    """Those of these files that belong to the draft, or were sent before, in the order of the ids. One query."""
    wanted = [each for each in dict.fromkeys(ids) if is_id(each)]
    if not wanted or not asking.draft:
        return []
    own = PrivateFile.objects.owned_by(owner_of(asking))
    sent = PrivateFile.objects.filter(pk__in=asking.sent_files.intersection(wanted))
    found = (own | sent if asking.sent_files else own).filter(purpose=PURPOSE, pk__in=wanted)
    by_id = {str(file.pk): file for file in found}
    return [by_id[each] for each in wanted if each in by_id]


def is_id(text: object) -> bool:
    """Whether it is a UUID as we write them."""
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def is_infected(file: PrivateFile) -> bool:
    """The scanner's answer may come after the upload."""
    return file.state == FileState.INFECTED


def named(ids: Sequence[str]) -> str:
    """Names and sizes, for the review page and the officer; what is gone is left out."""
    if list(ids) == [SAMPLE]:
        return _("a sample in place of a file")
    files = {
        str(file.pk): file
        for file in PrivateFile.objects.filter(pk__in=[each for each in ids if is_id(each)])
    }
    return "\n".join(
        f"{files[each].name} ({filesizeformat(files[each].size)})" for each in ids if each in files
    )
