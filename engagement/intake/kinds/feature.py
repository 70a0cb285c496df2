"""One thing of a register: this tree, this square. Chosen on its map, or from a list that is searched by text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind, unreadable
from engagement.intake.kinds.place_widgets import MOST_FOUND, FeatureInput, TypedFeature
from engagement.intake.kinds.settings import Setting, SettingType
from opendata.catalog.registry import row_browser
from opendata.tables.contract import FieldType
from opendata.tables.models import Collection
from opendata.tables.querysets import RowQuery

# A short collection is listed whole: nobody has to search among ten squares.
WHOLE_LIST = 20
LONGEST_TITLE = 200
_FID = re.compile(r"\d{1,18}", re.ASCII)
_NAMES = re.compile(r"(name|title|label|onoma|onomasia|titlos|species)(_|$)", re.IGNORECASE)
_PLACES = re.compile(r"(address|street|odos|dieythynsi|diefthynsi)(_|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Register:
    """A published collection, and the columns that say what each of its features is called."""

    collection: Collection
    columns: tuple[str, ...]
    # Without columns of the editor's choice the number tells apart what is called the same.
    with_number: bool

    def titles(self, rowids: Sequence[int]) -> dict[int, str]:
        """What features are called; those that do not exist are left out. One query."""
        if not rowids:
            return {}
        wanted = [sql.Identifier("rowid"), *(sql.Identifier(name) for name in self.columns)]
        query = RowQuery(self.collection.name, ids=tuple(rowids), limit=len(rowids))
        text, parameters = query.select(sql.SQL(", ").join(wanted))
        with connection.cursor() as cursor:
            cursor.execute(text, parameters)
            return {row[0]: self._title(row[0], row[1:]) for row in cursor.fetchall()}

    def _title(self, rowid: int, values: Sequence[Any]) -> str:
        told = [str(value) for value in values if value not in (None, "")]
        if self.with_number or not told:
            told.append(_("no. %(number)s") % {"number": rowid})
        return " · ".join(told)[:LONGEST_TITLE]


def register_of(name: str, columns: str, language: str) -> Register | None:
    """The published collection of that name; `columns` as the editor wrote them, parted by commas. One query."""
    collection = Collection.objects.published().named(name).select_related("dataset").first()
    if collection is None:
        return None
    known = {field.name for field in collection.columns}
    wanted = tuple(part.strip() for part in columns.split(",") if part.strip() in known)
    if wanted:
        return Register(collection, wanted, with_number=False)
    texts = [field.name for field in collection.columns if field.type is FieldType.TEXT]
    named = _one_of([each for each in texts if _NAMES.match(each)] or texts, language)
    placed = _one_of([each for each in texts if _PLACES.match(each)], language)
    return Register(collection, tuple(dict.fromkeys([*named, *placed])), with_number=True)


def _one_of(columns: Sequence[str], language: str) -> list[str]:
    """The column in the language, else the first."""
    return ([each for each in columns if each.endswith(f"_{language}")] or list(columns))[:1]


class FeatureField(forms.Field):
    """A feature that still exists."""

    widget: FeatureInput

    def __init__(self, *, register: Register | None, **options: Any) -> None:
        self.register = register
        super().__init__(**options)

    def clean(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, dict):
            if value.get("collection") != self.name or not isinstance(value.get("fid"), str):
                raise unreadable()
            return self._existing(value["fid"])
        typed = value if isinstance(value, TypedFeature) else TypedFeature()
        if typed.wants_search:
            self.widget.found = found_rows(self.register, typed.text, MOST_FOUND)
            if not self.widget.found:
                raise ValidationError(
                    _("Nothing was found. Try another word, or a part of it."), code=ANSWERS_THE_PRESS
                )
        if typed.fid:
            return self._existing(typed.fid)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    @property
    def name(self) -> str:
        """Of the collection."""
        return self.register.collection.name if self.register else ""

    def _existing(self, fid: str) -> dict[str, Any]:
        rowid = int(fid) if _FID.fullmatch(fid) else 0
        title = self.register.titles([rowid]).get(rowid) if self.register and rowid else None
        if title is None:
            raise ValidationError(_("This no longer exists. Choose again."), code="gone")
        self.widget.title = title
        return {"collection": self.name, "fid": str(rowid), "title": title}


def found_rows(register: Register | None, text: str, most: int) -> list[tuple[str, str]]:
    """Ids and titles of features with these words; none for an unknown collection."""
    if register is None:
        return []
    query = QueryDict(mutable=True)
    if text:
        query["q"] = text
    page = row_browser().rows(register.collection.name, query)
    rowids = [row.rowid for row in page.rows[:most]] if page else []
    titles = register.titles(rowids)
    return [(str(rowid), titles[rowid]) for rowid in rowids if rowid in titles]


class Feature(Kind):
    """A feature of a published collection."""

    name, title, icon = "feature", gettext_lazy("Something of a register"), "site"
    shapes = (dict,)
    scripts = ("intake/place.js",)
    privacy = Privacy.OPEN
    settings = (
        Setting("collection", SettingType.COLLECTION, gettext_lazy("Register or dataset"), required=True),
        Setting(
            "title", SettingType.TEXT, gettext_lazy("Columns that say what it is called, parted by commas")
        ),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        register = self.register(question, asking.language)
        widget = FeatureInput(
            collection=self._collection(question),
            has_map=register is not None and register.collection.has_geometry,
            language=asking.language,
        )
        if register is not None and register.collection.row_count <= WHOLE_LIST:
            widget.found = found_rows(register, "", WHOLE_LIST)
            widget.is_whole = True
        missing = _("Choose one on the map, or search for it.")
        return FeatureField(
            register=register,
            widget=widget,
            **self.arguments(question, asking, missing=missing, wrong=missing),
        )

    def register(self, question: Question, language: str) -> Register | None:
        """Where it is chosen from."""
        return register_of(self._collection(question), str(question.settings.get("title") or ""), language)

    def _collection(self, question: Question) -> str:
        return str(question.settings.get("collection") or "")

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-find" in data

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return str(answer.get("title") or "")

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        register = self.register(question, "el")
        if register is None:
            found.append(_("The register of this question is not published."))
        elif any(
            column_missing(register.collection, part.strip())
            for part in str(question.settings.get("title") or "").split(",")
        ):
            found.append(_("The register has no such column."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        rows = found_rows(self.register(question, language), "", 1)
        if not rows:
            return None
        return {"collection": self._collection(question), "fid": rows[0][0], "title": rows[0][1]}


def column_missing(collection: Collection, column: Any) -> bool:
    """Whether a column is named that the collection does not have."""
    return bool(column) and column not in {field.name for field in collection.columns}
