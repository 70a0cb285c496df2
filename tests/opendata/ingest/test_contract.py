"""Findings and decisions go through JSON, and survive a newer file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from opendata.ingest.contract import ColumnDecision, Decisions, Findings, LoadReport
from opendata.tables.contract import FieldType
from tests.opendata.ingest.files import TOWN, look

CONTENT = "Όνομα;ΑΦΜ;Ύψος;lat;lon\nα;012345678;1,5;37,9;23,74\nβ;;x;0;0\n"


def test_findings_and_decisions_go_into_json_and_back() -> None:
    findings = look(CONTENT, boundary=TOWN)
    assert Findings.from_json(json.loads(json.dumps(findings.to_json()))) == findings
    decisions = Decisions.from_findings(findings)
    assert Decisions.from_json(json.loads(json.dumps(decisions.to_json()))) == decisions


def test_what_is_missing_in_json_has_its_default_and_what_is_unknown_is_passed_over() -> None:
    assert LoadReport.from_json({"rows": 3, "something": "new"}) == LoadReport(rows=3)


def test_what_hints_at_a_person_is_private_at_first() -> None:
    decisions = Decisions.from_findings(look(CONTENT))
    assert [one.private for one in decisions.columns] == [False, True, False, False, False]
    assert [one.key for one in decisions.public_columns()] == ["onoma", "ypsos", "lat", "lon"]
    assert [one.name for one in decisions.fields()] == ["onoma", "ypsos", "lat", "lon"]


def test_an_editors_words_and_types_survive_a_newer_file() -> None:
    decisions = Decisions.from_findings(look(CONTENT))
    told = replace(decisions.columns[0], key="name_of_it", titles={"en": "Name"}, type=FieldType.TEXT)
    decided = replace(decisions, columns=(told, *decisions.columns[1:]), key_columns=("name_of_it",))
    newer = look("Ύψος;Όνομα;Νέο\n1.5;α;x\n", decisions=decided)
    again = Decisions.from_findings(newer, decided)
    assert [one.key for one in again.columns] == ["ypsos", "name_of_it", "neo"]
    assert again.columns[1].titles == {"en": "Name"}
    assert again.columns[0].decimal == "."
    assert again.key_columns == ("name_of_it",)
    without = Decisions.from_findings(look("Άλλο;Νέο\nα;x\n"), decided)
    assert without.key_columns == ()


@pytest.mark.parametrize(
    ("title", "unit", "published"),
    [
        ("Ποσό συντήρησης (€)", "€", "Ποσό συντήρησης"),
        ("Height [M]", "m", "Height"),
        ("Height (m)", "cm", "Height (m)"),
        ("Height (m) of the crown", "m", "Height (m) of the crown"),
        ("Places ()", "", "Places ()"),
        ("(m)", "m", "(m)"),
    ],
)
def test_a_unit_that_ends_the_label_is_published_once(title: str, unit: str, published: str) -> None:
    column = ColumnDecision("a", "a", FieldType.NUMBER, titles={"el": title}, unit=unit)
    (field,) = Decisions(columns=(column,)).fields()
    assert (field.titles["el"], field.unit) == (published, unit)
