"""What changed, as Atom: in the catalogue, and in one dataset from revision to revision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import NothingThere
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from cms.municipalities.querysets import current_municipality
from opendata.catalog.contract import RevisionFacts
from opendata.catalog.dcat.addresses import page_path, public_root
from opendata.catalog.dcat.entries import catalogue_stamp
from opendata.catalog.models import Dataset
from opendata.catalog.registry import facts_reader

MOST = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class FeedView(OpenView):
    """The last changes of all datasets, or of the one that the address names."""

    problem_types = "api_docs"

    def get(self, request: Any, name: str = "") -> HttpResponseBase:
        """304 before any revision is read."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ())
        datasets = {dataset.name: dataset for dataset in _datasets(name)}
        if name and not datasets:
            raise NothingThere(_("There is no such dataset."))
        root = public_root()
        etag = weak_etag("feed", catalogue_stamp(), root, name, get_language())
        response = unchanged(http_request, etag=etag, modified=None)
        if response is None:
            text = _feed(root, name, datasets).writeString("utf-8")
            response = HttpResponse(text, content_type=CONTENT_TYPE)
        mark(response, etag=etag)
        # Pages under a language are kept for minutes; a feed is to tell of a change at once.
        response["Cache-Control"] = "public, no-cache"
        return response


def _datasets(name: str) -> Iterable[Dataset]:
    published = Dataset.objects.published()
    return published.filter(name=name) if name else published


def _feed(root: str, name: str, datasets: dict[str, Dataset]) -> Atom1Feed:
    town = current_municipality().name
    if name:
        title = _("Changes: %(dataset)s") % {"dataset": datasets[name].title}
        identity = datasets[name].urn
    else:
        title = _("Changes in the open data of %(town)s") % {"town": town}
        identity = f"{root}/catalog"
    page = f"{root}{page_path(name)}"
    feed = Atom1Feed(
        title=title,
        link=page,
        description="",
        language=get_language(),
        author_name=town,
        feed_url=f"{page}feed.atom",
        feed_guid=identity,
    )
    revisions = facts_reader().revisions(name or None, most=MOST)
    told: list[tuple[datetime, dict[str, Any]]] = [
        (revision.at, _of_revision(root, datasets[revision.name], revision))
        for revision in revisions
        if revision.name in datasets
    ]
    told += [(dataset.issued, _of_birth(root, dataset)) for dataset in datasets.values()]
    for _moment, item in sorted(told, key=lambda entry: entry[0], reverse=True)[:MOST]:
        feed.add_item(**item)
    return feed


def _of_revision(root: str, dataset: Dataset, revision: RevisionFacts) -> dict[str, Any]:
    return {
        "title": _("%(dataset)s: revision %(number)s")
        % {"dataset": dataset.title, "number": revision.number},
        "link": f"{root}{page_path(dataset.name)}",
        "description": words_of_revision(revision),
        "unique_id": f"{dataset.urn}#revision-{revision.number}",
        "pubdate": revision.at,
        "updateddate": revision.at,
    }


def _of_birth(root: str, dataset: Dataset) -> dict[str, Any]:
    return {
        "title": _("New dataset: %(dataset)s") % {"dataset": dataset.title},
        "link": f"{root}{page_path(dataset.name)}",
        "description": dataset.description,
        "unique_id": dataset.urn,
        "pubdate": dataset.issued,
        "updateddate": dataset.issued,
    }


def words_of_revision(revision: RevisionFacts) -> str:
    """`12 rows added, 1 row removed`; a revision of the description alone says so."""
    counts = (
        (revision.added, ngettext("%(count)s row added", "%(count)s rows added", revision.added)),
        (revision.changed, ngettext("%(count)s row changed", "%(count)s rows changed", revision.changed)),
        (revision.removed, ngettext("%(count)s row removed", "%(count)s rows removed", revision.removed)),
    )
    told = [
        text % {"count": number_format(count, use_l10n=True, force_grouping=True)}
        for count, text in counts
        if count
    ]
    return ", ".join(told) or _("The description of the columns changed.")
