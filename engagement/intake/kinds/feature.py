"""One thing of a register: this tree, this square. Chosen on its map, or from a list that is searched by text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind, unreadable
from engagement.intake.kinds.place_widgets import MOST_FOUND, FeatureInput, TypedFeature
from engagement.intake.kinds.settings import Setting, SettingType
from opendata.catalog.browsing import Head, Row
from opendata.catalog.registry import row_browser
from opendata.tables.models import Collection

# A short collection is listed whole: nobody has to search among ten squares.
WHOLE_LIST = 20
LONGEST_TITLE = 200
_FID = re.compile(r"\d{1,18}", re.ASCII)
_NAMES = re.compile(r"(name|title|label|onoma|onomasia|titlos)(_|$)", re.IGNORECASE)


def title_of(heads: Sequence[Head], row: Row, column: str) -> str:
    """The value of the column that the editor chose, else what looks like a name, else the first values."""
    known = dict(zip([head.name for head in heads], row.values, strict=False))
    if known.get(column):
        return str(known[column])[:LONGEST_TITLE]
    named = next((value for name, value in known.items() if value and _NAMES.match(name)), None)
    first = [str(value) for value in known.values() if value][:2]
    title = str(named) if named else ", ".join(first)
    return title[:LONGEST_TITLE] or _("Number %(number)s") % {"number": row.rowid}


class FeatureField(forms.Field):
    """A feature that still exists."""

    widget: FeatureInput

    def __init__(self, *, collection: str, column: str, **options: Any) -> None:
        self.collection, self.column = collection, column
        super().__init__(**options)

    def clean(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, dict):
            if value.get("collection") != self.collection or not isinstance(value.get("fid"), str):
                raise unreadable()
            return self._existing(value["fid"])
        typed = value if isinstance(value, TypedFeature) else TypedFeature()
        if typed.wants_search:
            self.widget.found = found_rows(self.collection, typed.text, self.column)
            if not self.widget.found:
                raise ValidationError(
                    _("Nothing was found. Try another word, or a part of it."), code=ANSWERS_THE_PRESS
                )
        if typed.fid:
            return self._existing(typed.fid)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def _existing(self, fid: str) -> dict[str, Any]:
        found = row_browser().row(self.collection, int(fid)) if _FID.fullmatch(fid) else None
        if found is None:
            raise ValidationError(_("This no longer exists. Choose again."), code="gone")
        title = title_of(*found, self.column)
        self.widget.title = title
        return {"collection": self.collection, "fid": str(found[1].rowid), "title": title}


def found_rows(collection: str, text: str, column: str, most: int = MOST_FOUND) -> list[tuple[str, str]]:
    """Ids and titles of rows with these words; none for an unknown collection."""
    query = QueryDict(mutable=True)
    query["all"] = "1"
    if text:
        query["q"] = text
    page = row_browser().rows(collection, query)
    if page is None:
        return []
    return [(str(row.rowid), title_of(page.heads, row, column)) for row in page.rows[:most]]


class Feature(Kind):
    """A feature of a published collection."""

    name, title, icon = "feature", gettext_lazy("Something of a register"), "site"
    shapes = (dict,)
    scripts = ("intake/place.js",)
    privacy = Privacy.OPEN
    settings = (
        Setting("collection", SettingType.COLLECTION, gettext_lazy("Register or dataset"), required=True),
        Setting("title", SettingType.TEXT, gettext_lazy("Column that says what it is called")),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        name, column = self._collection(question), str(question.settings.get("title") or "")
        collection = Collection.objects.published().named(name).first()
        widget = FeatureInput(
            collection=name,
            has_map=collection is not None and collection.has_geometry,
            language=asking.language,
        )
        if collection is not None and collection.row_count <= WHOLE_LIST:
            widget.found = found_rows(name, "", column, WHOLE_LIST)
            widget.is_whole = True
        missing = _("Choose one on the map, or search for it.")
        return FeatureField(
            collection=name,
            column=column,
            widget=widget,
            **self.arguments(question, asking, missing=missing, wrong=missing),
        )

    def _collection(self, question: Question) -> str:
        return str(question.settings.get("collection") or "")

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-find" in data

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return str(answer.get("title") or "")

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        collection = Collection.objects.published().named(self._collection(question)).first()
        if collection is None:
            found.append(_("The register of this question is not published."))
        elif column_missing(collection, question.settings.get("title")):
            found.append(_("The register has no such column."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        rows = found_rows(self._collection(question), "", str(question.settings.get("title") or ""), 1)
        return (
            {"collection": self._collection(question), "fid": rows[0][0], "title": rows[0][1]}
            if rows
            else None
        )


def column_missing(collection: Collection, column: Any) -> bool:
    """Whether a column is named that the collection does not have."""
    return bool(column) and column not in {field.name for field in collection.columns}
