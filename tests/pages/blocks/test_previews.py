"""Each block shows itself in the chooser, in the town's look, within the policy; none loses its name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import Block

from pages.blocks.streams import MOST, body_blocks
from pages.content.models import ContentPage
from pages.home.models import HomePage
from tests.factories.accounts import make_staff
from tests.pages.conftest import INLINE

pytestmark = pytest.mark.django_db

# Names that stand in pages which exist. One that is renamed or taken away loses what editors wrote.
FROZEN = {
    "text", "facts", "steps", "note", "call_to_action", "accordion", "table", "links", "cards", "downloads",
    "picture", "figures", "map",
}  # fmt: skip


def offered() -> dict[str, Block]:
    return dict(ContentPage.body.field.stream_block.child_blocks)


def test_blocks_of_older_pages_keep_their_names() -> None:
    assert set(offered()) >= FROZEN


def test_every_block_says_what_it_is_for_and_belongs_to_a_group() -> None:
    with translation.override("en"):
        silent = [
            name
            for name, block in offered().items()
            if not (
                block.is_previewable and block.get_description() and block.meta.group and block.meta.label
            )
        ]
    assert silent == []


def test_groups_stand_together() -> None:
    groups = [str(block.meta.group) for _name, block in body_blocks()]
    assert len([one for one, other in pairwise(groups) if one != other]) == len(set(groups)) - 1


def test_numbers_are_limited() -> None:
    counts = ContentPage.body.field.stream_block.meta.block_counts
    assert {name: count["max_num"] for name, count in counts.items()} == MOST


@pytest.mark.parametrize("name", sorted(dict(body_blocks())))
@pytest.mark.parametrize("language", ["el", "en"])
def test_a_preview_is_a_page_of_the_town(client: Client, name: str, language: str) -> None:
    client.force_login(make_staff())
    block = offered()[name]
    address = f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"
    response = client.get(address, headers={"accept-language": language})
    page = response.content.decode()
    assert response.status_code == 200
    assert INLINE.search(page) is None
    assert "theme/stoa.css" in page
    body = page.partition("<main")[2]
    assert len(body) > 150
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_home_page_has_previews_too() -> None:
    blocks = HomePage.sections.field.stream_block.child_blocks.values()
    assert [block.name for block in blocks if not block.is_previewable] == []
