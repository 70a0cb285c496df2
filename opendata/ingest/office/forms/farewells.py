"""What becomes of published columns that the newer file does not have under their name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from cms.kit.texts import in_language
from opendata.ingest.choices import Farewell
from opendata.ingest.contract import ColumnDecision, Decisions
from opendata.tables.contract import Field

RENAMED = "column-"
CHOICES = {
    Farewell.KEEP: gettext_lazy("Keep it, empty, and announce that it will go in three months"),
    Farewell.DROP: gettext_lazy("Drop it now: programs that read it will break"),
}


class FarewellForm(forms.Form):
    """One question for each column that is gone. The answer may be: it has another name now.

    `hidden`: keys of those that the file has, and that were made private.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        gone: Sequence[Field],
        hidden: Collection[str],
        added: Sequence[tuple[int, ColumnDecision]],
        farewells: dict[str, str],
        **kwargs: Any,
    ) -> None:
        self.gone = {field.name: field for field in gone}
        super().__init__(*args, **kwargs)
        renames = [
            (
                f"{RENAMED}{place}",
                gettext("It is the column “%s” now: nothing breaks") % (column.source or column.key),
            )
            for place, column in added
        ]
        for field in gone:
            is_hidden = field.name in hidden
            self.fields[f"farewell-{field.name}"] = forms.ChoiceField(
                label=_question(in_language(field.titles) or field.name, is_hidden=is_hidden),
                choices=[("", "—"), *([] if is_hidden else renames), *CHOICES.items()],
                initial=farewells.get(field.name, ""),
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
        """Places of the file's columns that go on under a published column's key."""
        return {
            int(answer.removeprefix(RENAMED)): self.gone[name.removeprefix("farewell-")]
            for name, answer in self.cleaned_data.items()
            if answer.startswith(RENAMED)
        }

    @property
    def farewells(self) -> dict[str, str]:
        """The others, for the verb."""
        return {
            name.removeprefix("farewell-"): answer
            for name, answer in self.cleaned_data.items()
            if answer and not answer.startswith(RENAMED)
        }

    def applied(self, decisions: Decisions) -> Decisions:
        """Columns with another name go on with the key, the type and the texts that are published."""
        renamed = self.renamed
        columns = [
            replace(
                column,
                key=renamed[place].name,
                type=renamed[place].type,
                titles=dict(renamed[place].titles),
                descriptions=dict(renamed[place].descriptions),
                unit=renamed[place].unit,
                private=False,
            )
            if place in renamed
            else column
            for place, column in enumerate(decisions.columns)
        ]
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


def _question(title: str, *, is_hidden: bool) -> str:
    text = (
        gettext("The column “%(column)s” is no longer public")
        if is_hidden
        else gettext("The column “%(column)s” is not in this file")
    )
    return text % {"column": title}
