"""Files that are handed in with a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.files.actions import claim_all, delete_file, receive_file
from cms.files.choices import DOCUMENTS, PICTURES, FileKind, FileRules
from cms.files.errors import FileRefused
from cms.files.models import PrivateFile
from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind, unreadable
from engagement.intake.kinds.file_widgets import FilesInput, TypedFiles
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.uploads import (
    KEEP,
    PURPOSE,
    SAMPLE,
    is_id,
    is_infected,
    named,
    own_files,
    owner_of,
)

MEGABYTE = 1024 * 1024
USUAL_FILES, MOST_FILES = 1, 20
USUAL_MEGABYTES, MOST_MEGABYTES = 10, 50


class FilesField(forms.Field):
    """Keeps the files of the draft, takes new ones, throws away removed ones. Answers with their ids."""

    widget: FilesInput

    def __init__(self, *, asking: Asking, rules: FileRules, most_files: int, **options: Any) -> None:
        self.asking, self.rules, self.most_files = asking, rules, most_files
        # Ids after the last reading, also when a new file was refused.
        self.current: list[str] | None = None
        super().__init__(**options)

    def bound_data(self, data: Any, initial: Any) -> Any:
        if self.current is not None:
            return self.current
        return list(data.kept) if isinstance(data, TypedFiles) else initial

    def clean(self, value: Any) -> list[str]:
        if isinstance(value, list):
            return self._stored(value)
        typed = value if isinstance(value, TypedFiles) else TypedFiles()
        if self.asking.is_preview:
            return [SAMPLE] if typed.uploaded else []
        if not self.asking.draft:
            return []
        files = self._without_removed(own_files(typed.kept[: MOST_FILES + 1], self.asking), typed.removed)
        refused = self._receive(typed.uploaded, files) if self.asking.acts else []
        self.current = [str(file.pk) for file in files]
        if refused:
            raise ValidationError(refused)
        return self._checked(files)

    def _stored(self, ids: Sequence[Any]) -> list[str]:
        if self.asking.is_preview:
            return [SAMPLE] if SAMPLE in ids else []
        files = own_files(ids, self.asking)
        if len(files) < len(ids):
            raise ValidationError(_("A file is no longer here. Upload it again."), code="gone")
        return self._checked(files)

    def _checked(self, files: Sequence[PrivateFile]) -> list[str]:
        infected = [file.name for file in files if is_infected(file)]
        if infected:
            raise ValidationError(
                _("A virus was found in %(name)s. Remove it, and check your device.") % {"name": infected[0]},
                code="infected",
            )
        if len(files) > self.most_files:
            raise ValidationError(_too_many(self.most_files), code="most")
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return [str(file.pk) for file in files]

    def _without_removed(self, files: Sequence[PrivateFile], removed: frozenset[str]) -> list[PrivateFile]:
        left = []
        for file in files:
            if str(file.pk) not in removed:
                left.append(file)
            elif self.asking.acts and file.claimed_at is None:
                delete_file(file, by=None)
        return left

    def _receive(self, uploaded: Sequence[Any], files: list[PrivateFile]) -> list[ValidationError]:
        """Takes what fits into the list; a sentence for each file that does not."""
        refused = []
        for each in uploaded:
            if len(files) >= self.most_files and not self._gave_way(files):
                refused.append(ValidationError(_too_many(self.most_files), code=ANSWERS_THE_PRESS))
                break
            try:
                files.append(
                    receive_file(each, purpose=PURPOSE, rules=self.rules, by=owner_of(self.asking), keep=KEEP)
                )
            except FileRefused as problem:
                name = str(each.name or "")[:80]
                refused.append(ValidationError(f"{name}: {problem.sentence}", code=ANSWERS_THE_PRESS))
        return refused

    def _gave_way(self, files: list[PrivateFile]) -> bool:
        """A new file takes the place of one that was sent before: that one stays with the request."""
        earlier = next((file for file in files if str(file.pk) in self.asking.sent_files), None)
        if earlier is not None:
            files.remove(earlier)
        return earlier is not None


def _too_many(most: int) -> str:
    return ngettext(
        "You can send %(count)s file here. Remove the others.",
        "You can send at most %(count)s files here. Remove the others.",
        most,
    ) % {"count": most}


class Files(Kind):
    """One or more files: pictures and documents, looked at before they are kept."""

    name, title, icon = "file", gettext_lazy("File upload"), "upload"
    shapes = (list,)
    multipart = True
    privacy = Privacy.PERSONAL
    settings = (
        Setting(
            "kinds",
            SettingType.CHOICES,
            gettext_lazy("Kinds of files"),
            tuple(FileKind.values),
            default=tuple(sorted(kind.value for kind in PICTURES | DOCUMENTS)),
        ),
        Setting(
            "most_megabytes",
            SettingType.INTEGER,
            gettext_lazy("Largest file, in MB"),
            default=USUAL_MEGABYTES,
        ),
        Setting("most_files", SettingType.INTEGER, gettext_lazy("Most files"), default=USUAL_FILES),
    )

    def terms(self, question: Question) -> str:
        """What the upload takes, in words: Word document, PDF document. At most 3 files, up to 10 MB each."""
        rules, most = self.rules(question), self.most_files(question)
        kinds = ", ".join(sorted((str(kind.label) for kind in rules.kinds), key=str.casefold))
        limits = ngettext(
            "One file, up to %(size)s MB.", "At most %(count)s files, up to %(size)s MB each.", most
        ) % {"count": most, "size": rules.most_bytes // MEGABYTE}
        return f"{kinds[:1].upper()}{kinds[1:]}. {limits}"

    def rules(self, question: Question) -> FileRules:
        """What the upload takes."""
        chosen = frozenset(
            FileKind(kind) for kind in question.settings.get("kinds") or () if kind in FileKind.values
        )
        megabytes = min(question.settings.get("most_megabytes") or USUAL_MEGABYTES, MOST_MEGABYTES)
        return FileRules(kinds=chosen or PICTURES | DOCUMENTS, most_bytes=megabytes * MEGABYTE)

    def most_files(self, question: Question) -> int:
        """How many at most."""
        return min(question.settings.get("most_files") or USUAL_FILES, MOST_FILES)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        rules, most = self.rules(question), self.most_files(question)
        return FilesField(
            asking=asking,
            rules=rules,
            most_files=most,
            widget=FilesInput(asking=asking, accept=rules.accept, most=most, terms=self.terms(question)),
            **self.arguments(question, asking, missing=_("Choose a file."), wrong=_("Choose a file.")),
        )

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-upload" in data or any(key.startswith(f"{name}-remove-") for key in data)

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return type(answer) is list and len(answer) <= MOST_FILES and all(is_id(each) for each in answer)

    def initial(self, question: Question, answer: Answer) -> Any:
        return answer or []

    def kept(self, question: Question, field: forms.Field) -> Answer:
        return (field.current or None) if isinstance(field, FilesField) else None

    def sent(self, question: Question, answer: Answer, asking: Asking, taker: str) -> None:
        claim_all(answer, purpose=PURPOSE, by=owner_of(asking), taker=taker)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        if not isinstance(answer, list):
            raise unreadable()
        return named(answer)

    def sample(self, question: Question, language: str) -> Answer:
        return [SAMPLE]

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        for name, most in (("most_files", MOST_FILES), ("most_megabytes", MOST_MEGABYTES)):
            value = question.settings.get(name)
            if isinstance(value, int) and not 0 < value <= most:
                found.append(_("The limit of files must lie between 1 and %(most)s.") % {"most": most})
        return found
