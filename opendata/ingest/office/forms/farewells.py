"""What becomes of published columns that the newer file does not have under their name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext

from opendata.ingest.contract import ColumnDecision, Decisions
from opendata.ingest.likeness import Likeness
from opendata.ingest.office.farewell_words import choices_beside, question_words, rename_words
from opendata.ingest.renaming import Renamed, fits
from opendata.tables.contract import Field

RENAMED = "column-"


class FarewellForm(forms.Form):
    """One question for each column that is gone. The answer may be: it has another name now.

    `hidden`: keys of those that the file has, and that were made private. `renamed`: those of which an earlier
    answer was that they have another name; it can be taken back. `lost` values of a column do not fit its type;
    `alike` tells in how many rows it has the values of the published one.
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
        alike: Callable[[Field, ColumnDecision], Likeness | None],
        **kwargs: Any,
    ) -> None:
        self.standing = {one.field.name: one for one in renamed}
        self.gone = {field.name: field for field in (*gone, *(one.field for one in renamed))}
        super().__init__(*args, **kwargs)
        for field in self.gone.values():
            is_hidden, standing = field.name in hidden, self.standing.get(field.name)
            fitting = [(place, column) for place, column in added if fits(column, field) and not is_hidden]
            offered = [(place, column, alike(field, column)) for place, column in fitting]
            offered.sort(key=lambda one: one[2].other / one[2].rows if one[2] else 2)
            if standing is not None:
                offered.insert(0, (standing.place, standing.column, alike(field, standing.column)))
            renames = [
                (f"{RENAMED}{place}", rename_words(column, lost(column), likeness))
                for place, column, likeness in offered
            ]
            self.fields[f"farewell-{field.name}"] = forms.ChoiceField(
                label=question_words(field.title, is_hidden=is_hidden),
                choices=[("", "—"), *renames, *choices_beside()],
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

    def applied(self, decisions: Decisions, before: Decisions) -> Decisions:
        """Columns with another name go on as what is published; those of which that is taken back, as found.

        `before`: what stood when the page was made, so that what was changed on it counts.
        """
        renamed, back = self.renamed, self.taken_back
        keys = [column.key for column in decisions.columns]
        columns = []
        for place, column in enumerate(decisions.columns):
            if place in renamed:
                columns.append(_under(renamed[place], column, before.columns[place]))
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


def _under(field: Field, column: ColumnDecision, before: ColumnDecision) -> ColumnDecision:
    """With the key, the type and the texts that are published, but for what was decided in the same step."""
    published: dict[str, Any] = {
        "type": field.type,
        "titles": dict(field.titles),
        "descriptions": dict(field.descriptions),
        "unit": field.unit,
    }
    untouched = {
        name: value for name, value in published.items() if getattr(column, name) == getattr(before, name)
    }
    return replace(column, key=field.name, **untouched)
