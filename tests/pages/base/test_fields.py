"""The column of blocks."""

from pages.content.models import ContentPage


def test_migrations_do_not_list_the_blocks() -> None:
    field = ContentPage._meta.get_field("body")
    _name, path, args, kwargs = field.deconstruct()
    assert path == "pages.base.fields.BodyField"
    assert args == [[]]
    assert "block_lookup" not in kwargs
