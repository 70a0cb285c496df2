"""Files of whole collections: which there are, each of them, their checksums."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NoReturn

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import BadParameter, NothingThere
from cms.kit.api.formats import HTML, JSON, chosen_format
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from cms.kit.reading import writing
from opendata.exports.actions import hurry_files
from opendata.exports.choices import Reason, State
from opendata.exports.files import file_name
from opendata.exports.formats import ExportFormat, offered
from opendata.exports.listing import address, best, exports_of, listing
from opendata.exports.models import Export
from opendata.exports.serving import EXPOSED, answer
from opendata.tables.announced import mark_changes
from opendata.tables.keeping import check_kept
from opendata.tables.reading import Facts, published_facts

RETRY_SECONDS = 15
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}\Z")


class FilesView(OpenView):
    """What the views share: files are read in parts, from other sites too."""

    problem_types = "api_docs"

    def settled(self, response: HttpResponseBase) -> None:
        """A file that lies ready costs its reader what a short answer does: its bytes are no work."""
        if self.account is not None:
            told = HttpResponse(status=response.status_code)
            self.account.settle(told)
            for name, value in told.items():
                if name.startswith("X-RateLimit-"):
                    response[name] = value
            self.account = None

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]  # not REST framework's answer
        """Other sites may ask for parts."""
        response = super().options(request, *args, **kwargs)
        allowed = response["Access-Control-Allow-Headers"]
        response["Access-Control-Allow-Headers"] = f"{allowed}, Range, If-Range, If-Match"
        return response

    def finalize_response(  # type: ignore[override]  # not REST framework's answer
        self, request: Any, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Other sites may read where a part lies."""
        if response.streaming:
            self.settled(response)
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Expose-Headers"] = f"{response['Access-Control-Expose-Headers']}, {EXPOSED}"
        return response


class ExportsView(FilesView):
    """`/api/v1/collections/{name}/exports`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """The list, as JSON and as a page."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("f",))
        chosen = chosen_format(http_request, (JSON, HTML))
        facts = published_facts(name)
        document = listing(http_request, facts)
        if chosen is HTML:
            for file in (*document["files"], *document["earlier"]):
                file["day"] = day_of(file.get("published"))
            context = {"document": document, "facts": facts, "language": get_language()}
            page = render(http_request, "exports/list.html", context)
            page["Cache-Control"] = "private, no-cache"
            mark_changes(http_request, page, facts)
            return page
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        etag = weak_etag(body)
        response = unchanged(http_request, etag=etag, modified=None) or HttpResponse(
            body, content_type=JSON.content_type
        )
        mark(response, etag=etag)
        mark_changes(http_request, response, facts)
        return response


def day_of(published: str | None) -> str:
    """The day of a moment of the document, as people write it in their language."""
    return date_format(timezone.localdate(datetime.fromisoformat(published))) if published else ""


class ChecksumsView(FilesView):
    """`/api/v1/collections/{name}/exports/SHA256SUMS`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """Lines for `sha256sum --check`, by the files' ASCII names: the newest files, or those of a revision."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("revision",))
        facts = published_facts(name)
        revision = asked_revision(http_request)
        found = [
            export
            for entry in offered(has_geometry=facts.has_geometry)
            if (export := best([one for one in exports_of(facts) if revision in (None, one.revision)], entry))
        ]
        lines = "".join(f"{export.sha256}  {file_name(export, facts.name)}\n" for export in found)
        etag = weak_etag(lines)
        response = unchanged(http_request, etag=etag, modified=None) or HttpResponse(
            lines, content_type="text/plain; charset=utf-8"
        )
        mark(response, etag=etag)
        return response


class ExportView(FilesView):
    """`/api/v1/collections/{name}/exports/{format}`"""

    def get(self, request: Any, name: str, format_name: str) -> HttpResponseBase:
        """The newest file there is, or the one of a revision; 202 while the first is being made."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("revision",))
        facts = published_facts(name)
        entry = asked_format(facts, format_name)
        revision = asked_revision(http_request)
        exports = exports_of(facts)
        export = best([one for one in exports if revision in (None, one.revision)], entry)
        if export is not None:
            response = answer(http_request, facts, export, immutable=revision is not None)
            if response is not None:
                described(http_request, response, facts, export)
                if revision is None:
                    # What an address with a revision answers is kept for ever: what is announced is not for ever.
                    mark_changes(http_request, response, facts)
                return response
            # Its row stands, the file does not: a backup without files was put back.
            with noting():
                Export.objects.filter(pk=export.pk, state=State.READY).delete()
            exports.remove(export)
        if revision is not None and revision != facts.revision:
            check_kept(revision, facts)
            raise NothingThere(
                _("The file of revision %(revision)s is not kept.") % {"revision": revision},
                parameter="revision",
            )
        return in_the_making(http_request, facts, entry, exports)


@contextmanager
def noting() -> Iterator[None]:
    """`writing`, told to the server at once: a transaction keeps the manner in which it begins."""
    with writing():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        yield


def asked_format(facts: Facts, name: str) -> ExportFormat:
    """The format of the address; NothingThere that names those there are."""
    kinds = {entry.name: entry for entry in offered(has_geometry=facts.has_geometry)}
    if name not in kinds:
        raise NothingThere(
            _("“%(collection)s” can be had as: %(names)s.")
            % {"collection": facts.name, "names": ", ".join(kinds)}
        )
    return kinds[name]


def asked_revision(request: HttpRequest) -> int | None:
    """`?revision=`; BadParameter for what is no number."""
    wanted = request.GET.get("revision")
    if wanted is None:
        return None
    if not WHOLE_NUMBER.match(wanted):
        raise BadParameter(_("“revision” is a whole number."), parameter="revision")
    return int(wanted)


def described(request: HttpRequest, response: HttpResponseBase, facts: Facts, export: Export) -> None:
    """Adds the permanent address, and the checksum of the whole file (RFC 9530)."""
    response["Content-Location"] = address(request, facts, export.format, export.revision)
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(export.sha256)).decode()}:"
    list_address = request.build_absolute_uri(reverse("api_exports", args=[facts.name]))
    response["Link"] = f'<{list_address}>; rel="collection"; type="application/json"'


def in_the_making(
    request: HttpRequest, facts: Facts, entry: ExportFormat, exports: list[Export]
) -> HttpResponseBase:
    """202 with when to ask again, as JSON or a page; the reason where the file cannot be made."""
    standing = next(
        (one for one in exports if one.format == entry.name and one.revision == facts.revision), None
    )
    if standing is not None and standing.state == State.FAILED:
        refuse(standing)
    if request.method == "GET":
        with noting():
            hurry_files(facts.id)
    if chosen_format_or_json(request) is HTML:
        title = facts.title
        context = {"facts": facts, "title": title, "entry": entry, "seconds": RETRY_SECONDS}
        response: HttpResponse = render(request, "exports/waiting.html", context)
    else:
        body = {
            "state": standing.state if standing is not None else State.WAITING.value,
            "detail": _("The file is being made. Ask again in %(seconds)s seconds.")
            % {"seconds": RETRY_SECONDS},
        }
        response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=JSON.content_type)
    response.status_code = 202
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def refuse(export: Export) -> NoReturn:
    """NothingThere with the reason that people are told. What failed by chance is tried again."""
    reason = Reason(export.error)
    if reason in (Reason.BROKEN, Reason.TOO_SLOW):
        with noting():
            hurry_files(export.collection_id)
    raise NothingThere(reason.label)


def chosen_format_or_json(request: HttpRequest) -> Any:
    """A page for browsers; JSON for all others, also those that only take the file's own type."""
    return HTML if "text/html" in request.META.get("HTTP_ACCEPT", "") else JSON
