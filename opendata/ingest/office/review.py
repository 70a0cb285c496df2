"""The review of an upload: all its forms at once, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext

from opendata.ingest.actions import can_be_compared, decide, read_again
from opendata.ingest.actions.announcing import days_announced
from opendata.ingest.codes import ODDITIES, Kind
from opendata.ingest.contract import Decisions, Findings
from opendata.ingest.likeness import likeness_of
from opendata.ingest.matching import match_columns
from opendata.ingest.models import Upload
from opendata.ingest.notes import notes_that_hold
from opendata.ingest.office.forms.columns import ColumnForm
from opendata.ingest.office.forms.farewells import FarewellForm
from opendata.ingest.office.forms.reading import ReadingForm
from opendata.ingest.office.forms.words import WordsForm
from opendata.ingest.problems import sentence
from opendata.ingest.renaming import renamed_columns, values_lost
from opendata.ingest.rules import Person


@dataclass(frozen=True)
class Open:
    """A question that keeps from publishing: its place on the page, what it asks, what is wrong with the answer."""

    place: str
    question: str
    trouble: str = ""


class Review:
    """Words (of a new dataset), way of reading, columns, and columns that are gone (of a newer state)."""

    def __init__(self, upload: Upload, data: Any = None) -> None:
        self.upload = upload
        self.findings: Findings = upload.found or Findings(kind=Kind.CSV)
        self.decisions = upload.decided
        self.match, self.renamed = match_columns(upload), renamed_columns(upload)
        self.announced = days_announced(upload) if upload.is_new_state else {}
        self.words = None if upload.is_new_state else WordsForm(data, upload=upload)
        self.reading = ReadingForm(data, findings=self.findings, decisions=self.decisions, prefix="read")
        found = {(one.source, one.occurrence): one for one in self.findings.columns}
        odd = {
            problem.column: sentence(problem, of_lines=upload.is_of_lines)
            for problem in notes_that_hold(self.findings.problems, self.decisions).first
            if problem.code in ODDITIES
        }
        self.columns = [
            ColumnForm(
                data,
                prefix=f"column-{place}",
                found=found[column.source, column.occurrence],
                decided=column,
                is_key=column.key in self.decisions.key_columns,
                oddity=odd.get(column.source, ""),
            )
            for place, column in enumerate(self.decisions.columns)
            if (column.source, column.occurrence) in found
        ]
        places = {column.key: place for place, column in enumerate(self.decisions.columns)}
        self.farewell = FarewellForm(
            data,
            gone=self.match.gone,
            renamed=self.renamed,
            lost=lambda column: values_lost(upload, column),
            alike=lambda field, column: likeness_of(upload, field, column),
            hidden={column.key for column in self.decisions.columns if column.private},
            added=[(places[column.key], column) for column in self.match.added],
            farewells=dict(upload.farewells),
        )

    @property
    def open_questions(self) -> list[Open]:
        """What is wrong with what was sent; of a page that was not sent yet, what nobody has answered.

        Named above all forms, because the fields stand far below.
        """
        if not self.farewell.is_bound:
            unknown = [] if can_be_compared(self.upload) else [self.reading["epsg"]]
            return [_open(field) for field in (*self.farewell, *unknown) if not field.value()]
        return [
            _open(form[name], errors)
            for form in self.forms
            for name, errors in form.errors.items()
            if name in form.fields
        ]

    @property
    def farewells_asked(self) -> list[BoundField]:
        """Questions on columns that this state would change."""
        return [field for name, field in self._farewells() if name not in self.announced]

    @property
    def farewells_settled(self) -> list[BoundField]:
        """Those answered with an earlier state: nobody is asked again, but may think better of it."""
        return [field for name, field in self._farewells() if name in self.announced]

    def _farewells(self) -> list[tuple[str, BoundField]]:
        return [(field.name.removeprefix("farewell-"), field) for field in self.farewell]

    @property
    def without_words(self) -> int:
        """Columns whose label is only what a program called them."""
        return sum(form.asks_for_words for form in self.columns)

    @property
    def without_translation(self) -> int:
        """Others whose label is words of one language in the field of the other too."""
        return sum(form.asks_for_language and not form.asks_for_words for form in self.columns)

    @property
    def forms(self) -> list[Any]:
        """Every form that is on the page."""
        return [form for form in (self.words, self.reading, self.farewell, *self.columns) if form is not None]

    def is_valid(self, *, leaving: bool = True) -> bool:
        """All of them are asked, so that all errors stand on the page at once.

        Not `leaving`: what becomes of gone columns may stay open (a draft is saved, the file read again).
        """
        asked = [form for form in self.forms if leaving or form is not self.farewell]
        if not leaving:
            for field in self.farewell.fields.values():
                field.required = False
            asked.append(self.farewell)
        answers = [form.is_valid() for form in asked]
        return all(answers) and self._keys_differ() and self._renamed_are_public()

    def _renamed_are_public(self) -> bool:
        """A column that is made private in the same step cannot go on as a public one."""
        torn = [
            field
            for place, field in self.farewell.renamed.items()
            if self.columns[place].cleaned_data["private"]
        ]
        for field in torn:
            self.farewell.add_error(
                f"farewell-{field.name}", gettext("You have marked that column as private below.")
            )
        return not torn

    def _keys_differ(self) -> bool:
        seen: set[str] = set()
        fine = True
        for form in self.columns:
            key = form.cleaned_data["key"].lower()
            if not form.cleaned_data["private"] and key in seen:
                form.add_error("key", gettext("Another column has the same key."))
                fine = False
            seen.add(key)
        return fine

    def decided(self) -> Decisions:
        """What the forms say."""
        columns = tuple(form.decision() for form in self.columns)
        keys = [column.key for column in columns]
        marked = tuple(form.cleaned_data["key"] for form in self.columns if form.cleaned_data["is_key"])
        base = replace(self.decisions, columns=columns, key_columns=marked)
        return self.farewell.applied(self.reading.decided(base, keys), self.decisions)

    def opens_otherwise(self) -> bool:
        """Another layer, encoding or header gives other columns: what is known of these no longer counts."""
        return _opening(self.decided()) != _opening(self.decisions)

    def must_be_read_again(self) -> bool:
        """Another position gives another map, another order other days, another type or key may cost rows.

        The editor sees it first.
        """
        return self.opens_otherwise() or _making(self.decided()) != _making(self.decisions)

    def save(self, *, by: Person) -> Upload:
        """Keeps what was decided."""
        return decide(
            self.upload,
            by=by,
            decisions=self.decided(),
            farewells=self.farewell.farewells if self.upload.is_new_state else None,
            words=self.words.words() if self.words is not None else None,
        )

    def read_again(self, *, by: Person) -> Upload:
        """Keeps it and has the file read in the new way; the caller enqueues the task."""
        changes: dict[str, Any] = (
            {"columns": [], "key_columns": [], "position": None} if self.opens_otherwise() else {}
        )
        return read_again(self.save(by=by), by=by, changes=changes)


def _open(field: BoundField, errors: Sequence[str] = ()) -> Open:
    label = field.field.widget.attrs.get("aria-label") or field.label
    return Open(field.id_for_label or field.auto_id, str(label), " ".join(map(str, errors)))


def _opening(decisions: Decisions) -> tuple[Any, ...]:
    return decisions.layer, decisions.encoding, decisions.delimiter, decisions.header_row


def _making(decisions: Decisions) -> tuple[Any, ...]:
    """What the rows depend on; columns by their place, whatever they are called."""
    places = {column.key: place for place, column in enumerate(decisions.columns)}
    types = [(column.type, column.dates, column.decimal) for column in decisions.columns]
    keys = [places.get(key) for key in decisions.key_columns]
    position, totals = decisions.position, (decisions.keep_totals, decisions.leave_doubtful)
    if position is None:
        return types, keys, totals
    columns = [places.get(key) for key in position.columns]
    return types, keys, totals, position.mode, columns, position.epsg, position.crs, position.swap
