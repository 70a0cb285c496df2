"""What an editor is asked about a column that is gone, and what each answer would do."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from opendata.ingest.actions.announcing import notice
from opendata.ingest.choices import Farewell
from opendata.ingest.contract import ColumnDecision
from opendata.ingest.likeness import Likeness


def question_words(title: str, *, is_hidden: bool) -> str:
    """`is_hidden`: the file has the column, and it was made private."""
    text = (
        gettext("The column “%(column)s” is no longer public")
        if is_hidden
        else gettext("The column “%(column)s” is not in this file")
    )
    return text % {"column": title}


def choices_beside() -> list[tuple[str, str]]:
    """The answers that name no other column."""
    days = notice().days
    keep = ngettext(
        "Keep it, empty, and announce that it will go in one day",
        "Keep it, empty, and announce that it will go in %(count)s days",
        days,
    ) % {"count": days}
    return [
        (Farewell.KEEP.value, keep),
        (Farewell.DROP.value, gettext("Drop it now: programs that read it will break")),
    ]


def rename_words(column: ColumnDecision, lost: int, likeness: Likeness | None) -> str:
    """The answer that it is another column now: what is lost, or how alike the two are. Nothing is promised unseen."""
    name = column.source or column.key
    if lost:
        return ngettext(
            "It is the column “%(column)s” now: one of its values does not fit and stays empty",
            "It is the column “%(column)s” now: %(count)s of its values do not fit and stay empty",
            lost,
        ) % {"column": name, "count": figure(lost)}
    if likeness is None:
        return gettext("It is the column “%s” now") % name
    counts = {"column": name, "same": figure(likeness.same), "rows": figure(likeness.rows)}
    if not likeness.other:
        return gettext(
            "It is the column “%(column)s” now: same values in %(same)s of %(rows)s rows, nothing breaks"
        ) % (counts)
    if not likeness.same:
        return (
            gettext("It is the column “%(column)s” now: other values in %(rows)s of %(rows)s rows") % counts
        )
    return gettext("It is the column “%(column)s” now: same values in %(same)s of %(rows)s rows") % counts


def figure(number: int) -> str:
    """As the reader's language writes it."""
    return str(number_format(number, use_l10n=True, force_grouping=True))
