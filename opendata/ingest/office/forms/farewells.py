"""What becomes of published columns that the newer file does not have under their name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from opendata.ingest.choices import Farewell
from opendata.ingest.contract import ColumnDecision, Decisions
from opendata.ingest.renaming import Renamed, fits
from opendata.tables.contract import Field

RENAMED = "column-"
CHOICES = {
    Farewell.KEEP: gettext_lazy("Keep it, empty, and announce that it will go in three months"),
    Farewell.DROP: gettext_lazy("Drop it now: programs that read it will break"),
}


class FarewellForm(forms.Form):
    """One question for each column that is gone. The answer may be: it has another name now.

    `hidden`: keys of those that the file has, and that were made private. `renamed`: those of which an earlier
    answer was that they have another name; it can be taken back. `lost` values of a column do not fit its type.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        gone: Sequence[Field],
        hidden: Collection[str],
        added: Sequence[tuple[int, ColumnDecision]],
        renamed: Sequence[Renamed],
        farewells: dict[str, str],
        lost: Callable[[ColumnDecision], int],
        **kwargs: Any,
    ) -> None:
        self.standing = {one.field.name: one for one in renamed}
        self.gone = {field.name: field for field in (*gone, *(one.field for one in renamed))}
        super().__init__(*args, **kwargs)
        for field in self.gone.values():
            is_hidden, standing = field.name in hidden, self.standing.get(field.name)
            offered = [(place, column) for place, column in added if fits(column, field) and not is_hidden]
            if standing is not None:
                offered.insert(0, (standing.place, standing.column))
            renames = [(f"{RENAMED}{place}", _rename(column, lost(column))) for place, column in offered]
            self.fields[f"farewell-{field.name}"] = forms.ChoiceField(
                label=_question(field.title, is_hidden=is_hidden),
                choices=[("", "—"), *renames, *CHOICES.items()],
                initial=renames[0][0] if standing is not None else farewells.get(field.name, ""),
                error_messages={"required": gettext("Say what becomes of this column.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        taken: set[str] = set()
        # A copy: an error takes its answer out of what is gone through.
        for name, answer in tuple(cleaned.items()):
            if answer.startswith(RENAMED):
                if answer in taken:
                    self.add_error(name, gettext("Another column is this one already."))
                taken.add(answer)
        return cleaned

    @property
    def renamed(self) -> dict[int, Field]:
        """Places of the file's columns that from now on go on under a published column's key."""
        return {
            int(answer.removeprefix(RENAMED)): self.gone[name.removeprefix("farewell-")]
            for name, answer in self.cleaned_data.items()
            if answer.startswith(RENAMED) and not self._stands(name, answer)
        }

    @property
    def taken_back(self) -> dict[int, Renamed]:
        """Places of those that did so, and do so no longer."""
        return {
            self.standing[name.removeprefix("farewell-")].place: self.standing[name.removeprefix("farewell-")]
            for name, answer in self.cleaned_data.items()
            if name.removeprefix("farewell-") in self.standing and not self._stands(name, answer)
        }

    def _stands(self, name: str, answer: str) -> bool:
        one = self.standing.get(name.removeprefix("farewell-"))
        return one is not None and answer == f"{RENAMED}{one.place}"

    @property
    def farewells(self) -> dict[str, str]:
        """The others, for the verb."""
        return {
            name.removeprefix("farewell-"): answer
            for name, answer in self.cleaned_data.items()
            if answer and not answer.startswith(RENAMED)
        }

    def applied(self, decisions: Decisions) -> Decisions:
        """Columns with another name go on as what is published; those of which that is taken back, as found."""
        renamed, back = self.renamed, self.taken_back
        keys = [column.key for column in decisions.columns]
        columns = []
        for place, column in enumerate(decisions.columns):
            if place in renamed:
                columns.append(_under(renamed[place], column))
            elif place in back:
                columns.append(back[place].taken_back([*keys[:place], *keys[place + 1 :]]))
            else:
                columns.append(column)
        new_keys = {old.key: new.key for old, new in zip(decisions.columns, columns, strict=True)}
        position = decisions.position
        if position is not None:
            position = replace(position, columns=tuple(new_keys.get(key, key) for key in position.columns))
        return replace(
            decisions,
            columns=tuple(columns),
            key_columns=tuple(new_keys.get(key, key) for key in decisions.key_columns),
            position=position,
        )


def _under(field: Field, column: ColumnDecision) -> ColumnDecision:
    """With the key, the type and the texts that are published."""
    return replace(
        column,
        key=field.name,
        type=field.type,
        titles=dict(field.titles),
        descriptions=dict(field.descriptions),
        unit=field.unit,
        private=False,
    )


def _rename(column: ColumnDecision, lost: int) -> str:
    name = column.source or column.key
    if not lost:
        return gettext("It is the column “%s” now: nothing breaks") % name
    return ngettext(
        "It is the column “%(column)s” now: one of its values does not fit and stays empty",
        "It is the column “%(column)s” now: %(count)s of its values do not fit and stay empty",
        lost,
    ) % {"column": name, "count": number_format(lost, use_l10n=True, force_grouping=True)}


def _question(title: str, *, is_hidden: bool) -> str:
    text = (
        gettext("The column “%(column)s” is no longer public")
        if is_hidden
        else gettext("The column “%(column)s” is not in this file")
    )
    return text % {"column": title}
