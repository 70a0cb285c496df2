"""What an editor may ask of the data."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from pages.blocks.figure import FigureBlock
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

QUESTION = {
    "title": "Trees",
    "page": None,
    "address": "",
    "collection": "test-trees",
    "distinct": "",
    "where": "",
    "value": "",
    "trend": "",
    "growing": "",
    "tone": "",
}


def cleaned(**settings: Any) -> Any:
    block = FigureBlock()
    return block.clean(block.to_python({**QUESTION, **settings}))


def test_datasets_and_columns_are_offered_by_their_titles(forest: Register) -> None:
    field = FigureBlock().child_blocks["where"].field
    with translation.override("en"):
        offered = {str(title): dict(columns) for title, columns in field.choices if title and columns[0]}
    assert offered["Trees of the test"]["test-trees:girth"] == "Girth"


def test_a_column_of_another_dataset_is_refused(forest: Register) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(where="trees:protected", value="true")
    assert set(refused.value.block_errors) == {"where"}


def test_a_condition_needs_its_value(forest: Register) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(where="test-trees:protected")
    assert set(refused.value.block_errors) == {"value"}


def test_a_good_question_is_accepted(forest: Register) -> None:
    assert cleaned(where="test-trees:protected", value="true", trend="test-trees:planted")["title"] == "Trees"


def test_the_line_is_said_in_words(forest: Register) -> None:
    block = FigureBlock()
    value = block.to_python({**QUESTION, "trend": "test-trees:planted", "growing": "sum"})
    with translation.override("en"):
        context = block.get_context(value)
    assert context["measured"].points[-1] == 250
    assert context["trend_words"].endswith(": 250")


def test_a_picture_needs_its_words() -> None:
    from pages.blocks.picture import PictureBlock

    block = PictureBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"image": None, "alt": "", "caption": ""}))
    assert {"alt", "image"} <= set(refused.value.block_errors)
