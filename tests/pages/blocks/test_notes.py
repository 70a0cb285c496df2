"""A note in the running text."""

from __future__ import annotations

from pages.blocks.note import NoteBlock


def test_an_address_of_mail_in_a_note_is_a_link_and_nothing_in_it_is_markup() -> None:
    block = NoteBlock()
    shown = block.render(
        block.to_python({"kind": "", "title": "", "text": "Ask <b>data@town.test</b> & wait."})
    )
    assert '<a href="mailto:data@town.test">data@town.test</a>' in shown
    assert "<b>" not in shown
    assert "&amp; wait" in shown
