"""What the worker does for the shelf, behind a publication."""

from __future__ import annotations

from django.db import connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.kit.schemas import current_schema
from cms.kit.tasks import TOWN_KEY
from opendata.tables.actions import index_words
from opendata.tables.models import Collection
from opendata.tables.shelf.words import has_index, wants_index


@task(priority=-20)
def index_words_of(name: str) -> bool:
    """Builds the index of words where it is missing; False where there is nothing to do (any more)."""
    return index_words(name)


def index_words_soon(name: str) -> None:
    """A task, called after a publication's commit; nothing where the index stands or one waits already."""
    collection = Collection.objects.named(name).first()
    if collection is None or not wants_index(collection.columns, collection.row_count):
        return
    with connection.cursor() as cursor:
        if has_index(cursor, name):
            return
    waiting = DBTaskResult.objects.filter(
        status="READY",
        task_path=index_words_of.module_path,
        args_kwargs__contains={"args": [name], TOWN_KEY: current_schema()},
    )
    if not waiting.exists():
        index_words_of.enqueue(name)


def index_what_grew() -> str:
    """Nightly: large collections that were published before there was an index, or whose task was lost."""
    large = [
        collection.name
        for collection in Collection.objects.select_related("dataset")
        if wants_index(collection.columns, collection.row_count)
    ]
    for name in large:
        index_words_soon(name)
    return f"{len(large)} large collections looked at"
