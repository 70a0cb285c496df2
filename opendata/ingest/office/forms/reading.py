"""How the file is read: layer, encoding, header, and from what the positions are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pyproj import CRS
from pyproj.exceptions import CRSError

from opendata.ingest.codes import OF_LINES, Kind, PositionMode
from opendata.ingest.contract import Decisions, Findings, Position
from opendata.ingest.problems import place

MODES = {
    PositionMode.GEOMETRY: _("From the geometry of the file"),
    PositionMode.LATLON: _("From a column of latitudes and one of longitudes"),
    PositionMode.XY: _("From two columns of coordinates (X and Y)"),
    PositionMode.WKT: _("From a column of shapes as text (WKT)"),
    PositionMode.EWKB: _("From a column of shapes in hexadecimal (EWKB)"),
    PositionMode.NONE: _("The rows have no position"),
}
WIDTH = {PositionMode.LATLON: 2, PositionMode.XY: 2, PositionMode.WKT: 1, PositionMode.EWKB: 1}
# Those a Greek town hall meets; any other is typed as a number.
SYSTEMS = {
    2100: _("EPSG:2100 – Greek Grid (ΕΓΣΑ87)"),
    4326: _("EPSG:4326 – longitude and latitude (WGS 84, GPS)"),
    3857: _("EPSG:3857 – web maps"),
    4121: _("EPSG:4121 – longitude and latitude (ΕΓΣΑ87)"),
    32634: _("EPSG:32634 – UTM zone 34 N"),
    32635: _("EPSG:32635 – UTM zone 35 N"),
    25834: _("EPSG:25834 – ETRS89, UTM zone 34 N"),
    25835: _("EPSG:25835 – ETRS89, UTM zone 35 N"),
}
OTHER = "other"
ENCODINGS = ("utf-8", "windows-1253", "iso-8859-7", "iso-8859-1", "windows-1252", "utf-16")
DELIMITERS = {",": _("Comma ,"), ";": _("Semicolon ;"), "\t": _("Tab"), "|": _("Bar |")}


class ReadingForm(forms.Form):
    """Only what the kind of file leaves open is asked. Columns are named by their place."""

    use_required_attribute = False

    layer = forms.ChoiceField(label=_("Layer or sheet"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Values are separated by"), required=False)
    header_row = forms.IntegerField(
        label=_("Line with the names of the columns"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("0: there is none."),
    )
    keep_totals = forms.BooleanField(
        label=_("Publish the last rows too, though they are totals"), required=False
    )
    leave_doubtful = forms.BooleanField(
        label=_("Leave the last rows out: they are totals of the others"), required=False
    )
    mode = forms.ChoiceField(label=_("Positions"))
    first = forms.ChoiceField(label=_("Column of latitude, Y, or shape"), required=False)
    second = forms.ChoiceField(label=_("Column of longitude, or X"), required=False)
    epsg = forms.ChoiceField(label=_("Coordinate system"), required=False)
    other_epsg = forms.IntegerField(
        label=_("Another system: its EPSG number"), required=False, min_value=1024, max_value=999_999
    )
    swap = forms.BooleanField(label=_("The two numbers stand in each other's place"), required=False)

    def __init__(self, *args: Any, findings: Findings, decisions: Decisions, **kwargs: Any) -> None:
        self.findings, self.decisions = findings, decisions
        self.places = {column.key: str(place) for place, column in enumerate(decisions.columns)}
        position = decisions.position or findings.position
        kwargs["initial"] = {**self._of_file(), **self._of_position(position)}
        super().__init__(*args, **kwargs)
        self._offer(position)

    def _of_file(self) -> dict[str, Any]:
        found, decided = self.findings, self.decisions
        header = decided.header_row if decided.header_row is not None else found.header_row
        return {
            "layer": decided.layer or found.layer,
            "encoding": decided.encoding or found.encoding,
            "delimiter": decided.delimiter or found.delimiter,
            "header_row": header,
            "keep_totals": decided.keep_totals,
            "leave_doubtful": decided.leave_doubtful,
        }

    def _of_position(self, position: Position) -> dict[str, Any]:
        places = [self.places.get(key, "") for key in position.columns]
        if position.mode is PositionMode.XY:
            # Asked for as people read it: Y (north) first, as latitude is.
            places.reverse()
        known = position.epsg in SYSTEMS or position.epsg in position.candidates
        return {
            "mode": position.mode.value,
            "first": places[0] if places else "",
            "second": places[1] if len(places) > 1 else "",
            "epsg": position.epsg if known else (OTHER if position.epsg else ""),
            "other_epsg": None if known else position.epsg,
            "swap": position.swap,
        }

    def _offer(self, position: Position) -> None:
        """Fills the choices, and leaves out what the kind of file does not ask."""
        found = self.findings
        self._choices("layer", [(layer.name, layer.name) for layer in found.layers])
        encodings = dict.fromkeys([found.encoding, *ENCODINGS])
        self._choices("encoding", [(name, name) for name in encodings if name])
        delimiters = {found.delimiter: found.delimiter, **DELIMITERS} if found.delimiter else DELIMITERS
        self._choices("delimiter", list(delimiters.items()))
        if len(found.layers) < 2:
            del self.fields["layer"]
        if found.kind is not Kind.CSV:
            del self.fields["delimiter"]
        if not found.encoding or found.kind not in (Kind.CSV, Kind.SHAPEFILE):
            del self.fields["encoding"]
        if found.kind not in (Kind.CSV, Kind.XLSX, Kind.ODS):
            del self.fields["header_row"]
        self._offer_lines("keep_totals", found.total_rows)
        self._offer_lines("leave_doubtful", found.doubtful_totals)
        self._offer_positions(position)

    def _offer_lines(self, name: str, lines: Sequence[int]) -> None:
        """A tick box for some lines of the file, only where there are any."""
        if lines:
            written = [place(line, of_lines=self.findings.kind in OF_LINES) for line in lines]
            self.fields[name].help_text = ", ".join(written)
        else:
            del self.fields[name]

    def _offer_positions(self, position: Position) -> None:
        has_geometry = self.findings.position.mode is PositionMode.GEOMETRY
        modes = [
            (mode.value, text)
            for mode, text in MODES.items()
            if mode is not PositionMode.GEOMETRY or has_geometry or position.mode is mode
        ]
        self._choices("mode", modes)
        columns = [
            ("", "—"),
            *(
                (str(place), column.source or column.key)
                for place, column in enumerate(self.decisions.columns)
            ),
        ]
        self._choices("first", columns)
        self._choices("second", columns)
        systems = {number: str(text) for number, text in SYSTEMS.items()}
        for number in position.candidates:
            systems.setdefault(number, f"EPSG:{number} – {system_name(number)}")
        offered = [("", gettext("As the file says") if position.crs else "—")]
        offered += [(str(number), text) for number, text in systems.items()]
        self._choices("epsg", [*offered, (OTHER, gettext("Another one"))])

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def wants_columns(self) -> bool:
        """Whether the rarer questions matter here, or one of them was answered wrongly."""
        mode = self["mode"].value()
        rare = ("first", "second", "other_epsg", "swap")
        asked = mode in {kind.value for kind in WIDTH} or self["epsg"].value() == OTHER
        return asked or any(self.errors.get(name) for name in rare)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        mode = PositionMode(cleaned["mode"]) if cleaned.get("mode") else PositionMode.NONE
        wanted = WIDTH.get(mode, 0)
        for name in ("first", "second")[:wanted]:
            if not cleaned.get(name):
                self.add_error(name, gettext("Choose the column."))
        if wanted == 2 and cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", gettext("Choose two different columns."))
        if cleaned.get("epsg") == OTHER:
            self._check_other(cleaned.get("other_epsg"))
        return cleaned

    def _check_other(self, number: int | None) -> None:
        if not number:
            self.add_error("other_epsg", gettext("Give the number of the coordinate system."))
        elif not system_name(number):
            self.add_error("other_epsg", gettext("No coordinate system has this number."))

    def decided(self, base: Decisions, keys: list[str]) -> Decisions:
        """`base` read in this way; `keys` are the columns' keys by their place."""
        given = self.cleaned_data
        header, keep = given.get("header_row"), given.get("keep_totals", base.keep_totals)
        leave = given.get("leave_doubtful", base.leave_doubtful)
        return replace(
            base,
            layer=given.get("layer") or base.layer,
            encoding=given.get("encoding") or base.encoding,
            delimiter=given.get("delimiter") or base.delimiter,
            header_row=header if header is not None else base.header_row,
            position=self._position(keys),
            keep_totals=keep,
            leave_doubtful=leave,
            total_rows=self.findings.totals_left_out(keep_totals=keep, leave_doubtful=leave),
        )

    def _position(self, keys: list[str]) -> Position:
        given = self.cleaned_data
        mode = PositionMode(given["mode"])
        standing = self.decisions.position or self.findings.position
        columns = [keys[int(given[name])] for name in ("first", "second")[: WIDTH.get(mode, 0)]]
        if mode is PositionMode.XY:
            columns.reverse()
        epsg = given.get("other_epsg") if given.get("epsg") == OTHER else given.get("epsg") or None
        return replace(
            standing,
            mode=mode,
            columns=tuple(columns),
            epsg=int(epsg) if epsg else None,
            crs="" if epsg else standing.crs,
            swap=given["swap"],
        )


def system_name(number: int) -> str:
    """The name of an EPSG code; empty for one that nobody gave out."""
    try:
        return str(CRS.from_epsg(number).name)
    except CRSError:
        return ""
