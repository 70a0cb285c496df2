"""What the dataset's page asks of the shelf (opendata.catalog.browsing.Browser)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict

from opendata.catalog.browsing import DifferencePage, Head, Row, RowsPage, States
from opendata.catalog.contract import ColumnProfile
from opendata.catalog.questions import Condition
from opendata.tables.browsing.addresses import list_address
from opendata.tables.browsing.pages import one_row, rows_page
from opendata.tables.browsing.states import difference_of, states_of
from opendata.tables.reading import facts_of

# PostgreSQL's integer: no revision is larger.
MOST_REVISIONS = 2**31


class ShelfBrowser:
    """Reads the shelf for people."""

    def rows(self, name: str, query: QueryDict, profiles: Sequence[ColumnProfile] = ()) -> RowsPage | None:
        """Three queries: the collection, the count where there is a filter, the rows."""
        facts = facts_of(name)
        return rows_page(facts, query, profiles) if facts else None

    def row(self, name: str, rowid: int) -> tuple[Sequence[Head], Row] | None:
        """Two queries."""
        facts = facts_of(name)
        return one_row(facts, rowid) if facts else None

    def address(self, name: str, conditions: Sequence[Condition]) -> str:
        """None without conditions, else one query, and one more where a condition speaks of the latest year."""
        return list_address(name, conditions, facts_of(name) if conditions else None)

    def states(self, name: str, *, before: int | None, most: int) -> States | None:
        """Two queries."""
        facts = facts_of(name)
        return states_of(facts, before=before, most=most) if facts else None

    def difference(self, name: str, number: int, *, after: int | None) -> DifferencePage | None:
        """Three queries."""
        facts = facts_of(name)
        if facts is None or not 0 <= number < MOST_REVISIONS:
            return None
        return difference_of(facts, number, after=after)
