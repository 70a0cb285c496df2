"""Files over the wire: whole, in part, by condition, with their names, and never before they are public."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from opendata.catalog.models import Dataset
from opendata.catalog.registry import facts_reader
from opendata.exports import offers
from opendata.exports.building import build_now
from opendata.exports.choices import Reason, State
from opendata.exports.models import Export, Order
from opendata.tables.actions import publish_rows
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

HERE = "/api/v1/collections/odd-trees/exports"


@pytest.fixture
def file(odd: Register) -> Export:
    (export,) = build_now(odd.name, ["gpkg"])
    return export


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_file_comes_whole_with_its_checksum_and_greek_name(client: Client, file: Export) -> None:
    response = client.get(f"{HERE}/gpkg", headers={"accept-encoding": "gzip"})
    content = body(response)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/geopackage+sqlite3"
    assert hashlib.sha256(content).hexdigest() == file.sha256 == response["ETag"].strip('"')
    assert int(response["Content-Length"]) == len(content) == file.size
    assert "Content-Encoding" not in response
    plain, full = response["Content-Disposition"].split("; ")[1:]
    day = f"{file.published_at:%Y-%m-%d}"
    assert plain == f'filename="odd-trees-r1-{day}.gpkg"'
    assert unquote(full.removeprefix("filename*=UTF-8''")) == f"Δέντρα r1-{day}.gpkg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Location"].endswith(f"{HERE}/gpkg?revision=1")


def test_other_sites_may_read_files_in_parts(client: Client, file: Export) -> None:
    response = client.get(f"{HERE}/gpkg")
    assert response["Access-Control-Allow-Origin"] == "*"
    exposed = response["Access-Control-Expose-Headers"]
    assert all(name in exposed for name in ("Content-Range", "Accept-Ranges", "ETag", "Content-Length"))
    asked = client.options(f"{HERE}/gpkg", headers={"access-control-request-headers": "range"})
    assert asked.status_code == 204
    assert "Range" in asked["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-15", 0, 16), ("bytes=100-", 100, None), ("bytes=-10", -10, None)]
)
def test_a_part_is_answered_with_206(
    client: Client, file: Export, asked: str, start: int, end: int | None
) -> None:
    whole = Path(file.file.path).read_bytes()
    response = client.get(f"{HERE}/gpkg", headers={"range": asked})
    assert response.status_code == 206
    assert body(response) == whole[start:end]
    first = start % len(whole)
    last = (end or len(whole)) - 1
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert int(response["Content-Length"]) == last - first + 1
    assert response["ETag"] == f'"{file.sha256}"'


def test_a_part_behind_the_end_is_416(client: Client, file: Export) -> None:
    response = client.get(f"{HERE}/gpkg", headers={"range": f"bytes={file.size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{file.size}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-1", "lines=0-1", "bytes=a-b", "bytes=-"])
def test_what_is_no_single_part_is_answered_whole(client: Client, file: Export, asked: str) -> None:
    response = client.get(f"{HERE}/gpkg", headers={"range": asked})
    assert (response.status_code, len(body(response))) == (200, file.size)


@pytest.mark.parametrize(
    ("condition", "status"),
    [("same", 206), ('"another"', 200), ("W/same", 200), ("Mon, 01 Jan 2001 00:00:00 GMT", 200)],
)
def test_if_range_gives_the_part_only_of_the_same_file(
    client: Client, file: Export, condition: str, status: int
) -> None:
    tag = f'"{file.sha256}"'
    condition = {"same": tag, "W/same": f"W/{tag}"}.get(condition, condition)
    response = client.get(f"{HERE}/gpkg", headers={"range": "bytes=0-9", "if-range": condition})
    assert response.status_code == status


def test_conditions_are_answered_before_the_file_is_read(client: Client, file: Export) -> None:
    first = client.get(f"{HERE}/gpkg")
    same = client.get(f"{HERE}/gpkg", headers={"if-none-match": first["ETag"]})
    assert (same.status_code, body(same)) == (304, b"")
    since = client.get(f"{HERE}/gpkg", headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304
    assert client.get(f"{HERE}/gpkg", headers={"if-match": '"another"'}).status_code == 412


def test_head_tells_all_and_sends_nothing(client: Client, file: Export) -> None:
    response = client.head(f"{HERE}/gpkg", headers={"range": "bytes=0-9"})
    assert response.status_code == 200
    assert int(response["Content-Length"]) == file.size
    assert response["ETag"] == f'"{file.sha256}"'
    assert body(response) == b""


def test_only_an_address_with_the_revision_may_be_kept_for_ever(client: Client, file: Export) -> None:
    assert "immutable" in client.get(f"{HERE}/gpkg?revision=1")["Cache-Control"]
    assert "immutable" not in client.get(f"{HERE}/gpkg")["Cache-Control"]


def test_the_newest_finished_file_is_given_until_a_newer_one_is(
    client: Client, odd: Register, file: Export
) -> None:
    odd.drop([1])
    publish_rows(odd.name, [1], by=None)
    response = client.get(f"{HERE}/gpkg")
    assert (response.status_code, response["ETag"]) == (200, f'"{file.sha256}"')
    assert response["Content-Location"].endswith("revision=1")
    assert client.get(f"{HERE}/gpkg?revision=2").status_code == 202


def test_a_file_that_is_not_there_yet_is_told_when_to_come_back(client: Client, odd: Register) -> None:
    Order.objects.all().delete()
    before = DBTaskResult.objects.count()
    response = client.get(f"{HERE}/xlsx", headers={"accept": "*/*"})
    assert response.status_code == 202
    assert int(response["Retry-After"]) > 0
    assert json.loads(response.content)["state"] == State.WAITING
    assert Order.objects.count() == 1
    assert DBTaskResult.objects.count() == before + 1
    client.get(f"{HERE}/xlsx")
    assert DBTaskResult.objects.count() == before + 1
    page = client.get(f"{HERE}/xlsx", headers={"accept": "text/html", "accept-language": "en"})
    assert page.status_code == 202
    assert "is being made" in page.content.decode()


def test_who_asks_does_not_wait_for_the_quiet_time(client: Client, odd: Register) -> None:
    due = Order.objects.get().due_at
    client.get(f"{HERE}/xlsx")
    assert Order.objects.get().due_at < due


def test_a_file_that_cannot_be_made_says_why(client: Client, odd: Register) -> None:
    build_now(odd.name, ["csv"])
    Export.objects.create(
        collection=Export.objects.get().collection, revision=1, published_at=Export.objects.get().published_at,
        format="xlsx", state=State.FAILED, error=Reason.TOO_MANY_ROWS,
    )  # fmt: skip
    response = client.get(f"{HERE}/xlsx", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "1,048,576" in response.json()["detail"]
    listed = {
        file["format"]: file for file in client.get(HERE, headers={"accept-language": "en"}).json()["files"]
    }
    assert (listed["xlsx"]["state"], "1,048,576" in listed["xlsx"]["detail"]) == ("failed", True)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dbf", 404),
        ("/gpkg?revision=7", 404),
        ("/gpkg?revision=x", 400),
        ("/gpkg?revision=%CE%B1", 400),
        ("/gpkg?revision=99999999999999999999", 400),
        ("/gpkg?f=json", 400),
        ("/..%2f..%2fenv", 404),
        ("/SHA256SUMS?x=1", 400),
        ("?x=1", 400),
    ],
)
def test_a_wrong_address_is_a_clear_problem(client: Client, file: Export, address: str, status: int) -> None:
    response = client.get(HERE + address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


def test_nobody_sees_the_files_of_a_withdrawn_dataset(
    client: Client, admin_client: Client, file: Export
) -> None:
    Dataset.objects.filter(name="odd-trees").update(published=False)
    for visitor in (client, admin_client):
        for address in ("", "/gpkg", "/gpkg?revision=1", "/SHA256SUMS"):
            assert visitor.get(HERE + address).status_code == 404
        assert visitor.get(f"/media/{file.file.name}").status_code == 404


def test_nobody_sees_the_files_of_another_town(other_client: Client, file: Export) -> None:
    assert other_client.get(f"{HERE}/gpkg").status_code == 404


def test_a_plain_table_offers_no_maps(client: Client, table: Register) -> None:
    here = "/api/v1/collections/plain-table/exports"
    assert [file["format"] for file in client.get(here).json()["files"]] == ["csv", "parquet", "xlsx"]
    response = client.get(f"{here}/gpkg")
    assert (response.status_code, "csv, parquet, xlsx" in response.json()["detail"]) == (404, True)


def test_the_list_tells_sizes_checksums_and_permanent_addresses(client: Client, file: Export) -> None:
    document = client.get(HERE, headers={"accept": "application/json"}).json()
    entry = next(one for one in document["files"] if one["format"] == "gpkg")
    assert (entry["size"], entry["sha256"], entry["state"]) == (file.size, file.sha256, "ready")
    assert client.get(entry["permanentHref"]).status_code == 200
    assert next(one for one in document["files"] if one["format"] == "csv")["state"] == "waiting"


def test_the_list_is_a_page_too(client: Client, file: Export) -> None:
    text = client.get(f"{HERE}?f=html", headers={"accept-language": "el"}).content.decode()
    assert file.sha256[:12] in text
    assert "Δέντρα" in text


def test_checksums_are_those_of_the_files(client: Client, odd: Register) -> None:
    built = build_now(odd.name, ["csv", "geojson"])
    lines = client.get(f"{HERE}/SHA256SUMS").content.decode().splitlines()
    expected = {f"{export.sha256}  {Path(export.file.path).name}" for export in built}
    assert set(lines) == expected
    for export in built:
        assert hashlib.sha256(Path(export.file.path).read_bytes()).hexdigest() == export.sha256


def test_files_of_two_revisions_of_one_day_have_two_names(
    client: Client, odd: Register, file: Export
) -> None:
    odd.drop([1])
    publish_rows(odd.name, [1], by=None)
    build_now(odd.name, ["gpkg"])
    names = []
    for revision in (1, 2):
        response = client.get(f"{HERE}/gpkg?revision={revision}")
        body(response)
        sums = client.get(f"{HERE}/SHA256SUMS?revision={revision}").content.decode()
        plain = response["Content-Disposition"].split('"')[1]
        assert sums.split() == [response["ETag"].strip('"'), plain]
        names += [plain, response["Content-Disposition"].partition("''")[2]]
    assert len(set(names)) == 4


def test_a_row_whose_file_is_lost_is_made_again(client: Client, file: Export) -> None:
    Path(file.file.path).unlink()
    Order.objects.all().delete()
    assert client.get(f"{HERE}/gpkg").status_code == 202
    assert Order.objects.count() == 1


def test_the_collection_and_the_description_for_programs_name_the_files(
    client: Client, forest: Register, table: Register
) -> None:
    links = client.get("/api/v1/collections/test-trees", headers={"accept": "application/json"}).json()[
        "links"
    ]
    assert "http://town.test/api/v1/collections/test-trees/exports" in [link["href"] for link in links]
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/collections/test-trees/exports/pmtiles" in paths
    assert "/collections/plain-table/exports/xlsx" in paths
    assert "/collections/plain-table/exports/gpkg" not in paths


def test_reading_in_parts_gives_the_file_that_gdal_reads(
    client: Client, forest: Register, built: Callable[[Register, str], Path]
) -> None:
    path = built(forest, "csv")
    size = path.stat().st_size
    parts = [
        body(
            client.get(
                "/api/v1/collections/test-trees/exports/csv",
                headers={"range": f"bytes={start}-{min(start + 999, size - 1)}"},
            )
        )
        for start in range(0, size, 1000)
    ]
    assert b"".join(parts) == path.read_bytes()


def test_the_catalogue_lists_the_newest_finished_files(
    odd: Register, forest: Register, count_queries: Any
) -> None:
    (earlier,) = build_now(forest.name, ["gpkg"])
    forest.drop([1])
    publish_rows(forest.name, [1], by=None)
    stamp = offers.stamp()
    (newest,) = build_now(forest.name, ["gpkg"])
    assert offers.stamp() != stamp
    known = facts_reader().facts()
    with count_queries() as queries:
        found = offers.distributions(list(known.values()))
    assert len(queries) <= 2
    assert set(found) == {forest.name}
    (offer,) = found[forest.name]
    assert (offer.sha256, offer.byte_size) == (newest.sha256, newest.size)
    assert offer.sha256 != earlier.sha256
    assert offer.file_type_uri.endswith("/GPKG")


def test_a_large_file_costs_its_reader_no_more_than_a_short_answer(client: Client, file: Export) -> None:
    # Sizes of a million rows: at the price of answers that are made, one download would be all there is for minutes.
    whole = client.get(f"{HERE}/gpkg")
    spent = int(whole["X-RateLimit-Limit"]) - int(whole["X-RateLimit-Remaining"])
    assert file.size > 100_000
    assert spent <= 2
    listed = client.get(HERE, headers={"accept": "application/json"})
    assert int(listed["X-RateLimit-Remaining"]) <= int(whole["X-RateLimit-Remaining"])


@pytest.mark.django_db(transaction=True)
def test_an_order_is_written_although_the_open_api_only_reads(client: Client, odd: Register) -> None:
    Order.objects.all().delete()
    assert client.get(f"{HERE}/xlsx").status_code == 202
    assert Order.objects.count() == 1
    (export,) = build_now(odd.name, ["xlsx"])
    Path(export.file.path).unlink()
    assert client.get(f"{HERE}/xlsx").status_code == 202
    assert not Export.objects.ready().exists()
    Export.objects.filter(pk=export.pk).delete()


def test_all_rows_as_csv_are_the_finished_file_once_there_is_one(client: Client, odd: Register) -> None:
    items = "/api/v1/collections/odd-trees/items?f=csv"
    drawn = client.get(items)
    (export,) = build_now(odd.name, ["csv"])
    path = Path(export.file.path)
    before = body(drawn)
    assert before == path.read_bytes()
    # A mark that no drawn answer has tells which of the two was sent.
    path.write_bytes(before + b"mark")
    finished = client.get(items)
    assert body(finished) == before + b"mark"
    assert int(finished["Content-Length"]) == len(before) + 4
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Crs", "Content-Disposition"):
        assert finished[name] == drawn[name]
    marked = client.get(f"{items}&bom=1")
    assert body(marked) == b"\xef\xbb\xbf" + before + b"mark"
    assert int(marked["Content-Length"]) == len(before) + 7
    for other in ("limit=100", "crs=EPSG:2100", "girth=1", "properties=girth", "sortby=girth"):
        assert b"mark" not in body(client.get(f"{items}&{other}")), other
    odd.drop([1])
    publish_rows(odd.name, [1], by=None)
    assert len(body(client.get(items)).splitlines()) < len(before.splitlines())


def test_all_rows_as_csv_are_drawn_where_the_finished_file_is_lost(client: Client, odd: Register) -> None:
    (export,) = build_now(odd.name, ["csv"])
    expected = Path(export.file.path).read_bytes()
    Path(export.file.path).unlink()
    assert body(client.get("/api/v1/collections/odd-trees/items?f=csv")) == expected
