"""A remote file, or the pages of an OGC API, as one file on this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _

from opendata.ingest.errors import FetchFailed
from opendata.ingest.fetching.client import Allowance, Answer, opened

# A page of an OGC API is smaller; a larger file is one file and is not read into memory.
LARGEST_PAGE = 20 * 1024 * 1024
MOST_PAGES = 5_000
ACCEPT = "application/geo+json, text/csv;q=0.9, application/json;q=0.8, */*;q=0.5"
ENDINGS = {"text/csv": ".csv", "application/geo+json": ".geojson", "application/json": ".geojson"}


@dataclass(frozen=True)
class Fetched:
    """What came. `name` is a file's name with an ending; None of it counts where `unchanged`."""

    unchanged: bool
    name: str = ""
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""


def download(url: str, target: Path, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Fetches an address into `target`, unless it is unchanged since the given marks.

    Raises AddressRefused or FetchFailed with one sentence.
    """
    allowance = Allowance.full()
    marks = {
        key: value for key, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value
    }
    with opened(url, headers={"Accept": ACCEPT, **marks}, allowance=allowance) as answer:
        if answer.status == 304:
            return Fetched(unchanged=True)
        _write(answer, target)
        fetched = Fetched(
            unchanged=False,
            name=_name_of(answer),
            etag=answer.headers.get("ETag", "")[:300],
            last_modified=answer.headers.get("Last-Modified", "")[:100],
        )
    following = _next_address(target, answer.url)
    if following:
        _collect(target, following, allowance)
        # The mark is of the first page alone: it would hide changes of the others.
        return Fetched(False, fetched.name, _hash_of(target))
    return Fetched(False, fetched.name, _hash_of(target), fetched.etag, fetched.last_modified)


def _write(answer: Answer, target: Path) -> None:
    if answer.status != 200:
        raise FetchFailed(_("The server answered with the number %(status)s.") % {"status": answer.status})
    with target.open("wb") as file:
        for block in answer.blocks:
            file.write(block)


def _name_of(answer: Answer) -> str:
    path = PurePosixPath(unquote(urlsplit(answer.url).path))
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    ending = ENDINGS.get(kind)
    name = (path.name or "data").replace("/", "_").replace("\\", "_")[:100]
    return f"{PurePosixPath(name).stem}{ending}" if ending else name


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _page(path: Path) -> dict[str, Any] | None:
    """The page of an OGC API that a file is; None for any other file."""
    if path.stat().st_size > LARGEST_PAGE:
        return None
    with path.open("rb") as file:
        if not file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return None
    try:
        page = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    is_page = isinstance(page, dict) and isinstance(page.get("features"), list)
    return page if is_page else None


def _next_address(path: Path, url: str) -> str:
    page = _page(path)
    links = page.get("links") if page else None
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return urljoin(url, str(link["href"]))
    return ""


def _collect(target: Path, following: str, allowance: Allowance) -> None:
    """Adds the features of all further pages to the first."""
    whole, part = target.with_suffix(".whole"), target.with_suffix(".page")
    seen = {following}
    with whole.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[')
        first = _append(file, _features(target), first=True)
        for _turn in range(MOST_PAGES):
            with opened(following, headers={"Accept": ACCEPT}, allowance=allowance) as answer:
                _write(answer, part)
            first = _append(file, _features(part), first=first)
            following = _next_address(part, answer.url)
            if not following or following in seen:
                break
            seen.add(following)
        else:
            raise FetchFailed(_("The answer has more pages than are fetched."))
        file.write("]}")
    whole.replace(target)
    part.unlink(missing_ok=True)


def _features(path: Path) -> Iterator[Any]:
    page = _page(path)
    if page is None:
        raise FetchFailed(_("A page of the answer cannot be read."))
    yield from page["features"]


def _append(file: Any, features: Iterator[Any], *, first: bool) -> bool:
    for feature in features:
        file.write(("" if first else ",\n") + json.dumps(feature, ensure_ascii=False))
        first = False
    return first
