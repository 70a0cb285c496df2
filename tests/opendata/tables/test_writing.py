"""How rows come onto the shelf: what PostgreSQL is let do with the statement."""

from __future__ import annotations

import pytest
from django.db import connection

from opendata.tables.shelf.source import incoming_rows
from tests.factories.tables import Register

# What a table of a hundred thousand rows brings about by its size.
AS_IF_LARGE = """
    SET LOCAL max_parallel_workers_per_gather = 1;
    SET LOCAL min_parallel_table_scan_size = 0;
    SET LOCAL parallel_setup_cost = 0;
    SET LOCAL parallel_tuple_cost = 0
"""


@pytest.mark.django_db
def test_two_processes_may_share_the_making_of_rows(trees: Register) -> None:
    trees.put_points(10)
    text, parameters = incoming_rows(trees.definition, None)
    with connection.cursor() as cursor:
        cursor.execute(AS_IF_LARGE)
        cursor.execute(f"EXPLAIN (COSTS off) {text}", parameters)
        plan = [line for (line,) in cursor.fetchall()]
    # Were it further in, one process would make all texts and geometries of what two have read.
    assert plan[0] == "Gather", "\n".join(plan)
