"""Keeping the words of pages."""

from __future__ import annotations

from django.db import connection
from wagtail.models import Page

from cms.kit.folding import fold
from cms.municipalities.models import Municipality
from pages.base.models import BasePage
from pages.search.models import PageText
from pages.search.words import excerpt_of

_VECTOR = (
    "UPDATE pages_search_pagetext SET vector = setweight(to_tsvector('simple', %s), 'A') || "
    "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D') WHERE id = %s"
)
# Half a megabyte of text is a book; PostgreSQL refuses vectors over one megabyte.
MOST_TEXT = 200_000


def index_page(page: Page) -> PageText | None:
    """Writes the words of a page, or removes them when it is not public (any more)."""
    specific = page.specific
    if not page.live or not isinstance(specific, BasePage) or page.get_view_restrictions().exists():
        forget_page(page)
        return None
    body = specific.searchable_text()[:MOST_TEXT]
    row, _made = PageText.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": page.locale.language_code,
            "title": fold(specific.title),
            "excerpt": excerpt_of(specific.summary or body),
        },
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _VECTOR,
            [f"{row.title} {fold(specific.search_words)}", fold(specific.summary), fold(body), row.pk],
        )
    return row


def forget_page(page: Page) -> None:
    """The page is found no more."""
    PageText.objects.filter(page_id=page.pk).delete()


def index_all_pages() -> int:
    """Writes the words of every page anew; the number of those that can be found."""
    return sum(1 for page in Page.objects.filter(depth__gte=2).specific() if index_page(page))


def provision_search(_town: Municipality) -> None:
    """Pages that other rooms have put in before this one was listening."""
    index_all_pages()
