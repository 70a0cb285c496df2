"""Fetching from others: which addresses are asked, what comes of it, and what waits for a person."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from opendata.catalog.models import Dataset
from opendata.ingest.actions.harvesting import remove_harvest, run_harvest, set_harvest
from opendata.ingest.choices import UploadState
from opendata.ingest.errors import AddressRefused, FetchFailed, UploadRefused
from opendata.ingest.fetching.addresses import check_address
from opendata.ingest.fetching.download import download
from opendata.ingest.models import Harvest, Upload
from opendata.ingest.tasks import fetch, take_up_again
from opendata.tables.models import Collection
from tests.factories.tables import register
from tests.factories.uploads import BENCHES, geojson, publish_file
from tests.opendata.ingest.test_newer_states import NEWER


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


@dataclass
class Server:
    """A server of somebody else. `pages`: by path, status with headers and body."""

    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def url(self, path: str = "/benches.csv", host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(self, content: str | bytes, path: str = "/benches.csv", **headers: str) -> str:
        body = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, named, body)
        return self.url(path)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """Listens on this machine, which is allowed here and nowhere else."""
    settings.HARVEST_HOSTS = ["localhost", ".example.org"]
    settings.HARVEST_LOOPBACK = True
    served = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, self.headers.get("If-None-Match", "")))
            status, headers, body = served.pages.get(self.path, (404, {}, b""))
            if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield served
    listening.shutdown()
    listening.server_close()
    thread.join(5)


@pytest.fixture
def dataset(db: None) -> Dataset:
    return publish_file()


def harvest_of(dataset: Dataset, url: str) -> Harvest:
    return set_harvest(dataset=dataset, source=url, every_hours=6, active=True, by=None)


# --- Addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://elsewhere.test/file.csv", "not among the hosts"),
        ("https://example.org.evil.test/", "not among the hosts"),
        ("https://notexample.org/", "not among the hosts"),
        ("ftp://localhost/file.csv", "begins with https"),
        ("file:///etc/passwd", "begins with https"),
        ("https://user:word@localhost/", "begins with https"),
        ("https://localhost:99999999/", "no address"),
        ("nothing", "begins with https"),
        ("https://localhost/a b", "must be encoded"),
    ],
)
def test_addresses_that_are_not_fetched(server: Server, url: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        check_address(url)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1",
        "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]", "[::]", "224.0.0.1",
    ],
)  # fmt: skip
def test_nothing_inside_the_network_is_asked_even_when_it_is_on_the_list(settings: Any, address: str) -> None:
    settings.HARVEST_HOSTS = [address.strip("[]")]
    settings.HARVEST_LOOPBACK = False
    with pytest.raises(AddressRefused, match="private network"):
        check_address(f"https://{address}/file.csv")


def test_a_name_that_leads_into_the_network_is_refused(settings: Any) -> None:
    settings.HARVEST_HOSTS = ["localhost"]
    settings.HARVEST_LOOPBACK = False
    with pytest.raises(AddressRefused, match="private network"):
        check_address("https://localhost/file.csv")


def test_an_address_without_tls_is_refused(settings: Any) -> None:
    settings.HARVEST_HOSTS = ["93.184.216.34"]
    with pytest.raises(AddressRefused, match="https://"):
        check_address("http://93.184.216.34/file.csv")


# --- Fetching ----------------------------------------------------------------------------------------------------


def test_a_redirect_is_checked_anew(server: Server, tmp_path: Any) -> None:
    server.pages["/away"] = (302, {"Location": "https://elsewhere.test/file.csv"}, b"")
    with pytest.raises(AddressRefused, match="not among the hosts"):
        download(server.url("/away"), tmp_path / "file")


def test_a_redirect_within_what_is_allowed_is_followed(server: Server, tmp_path: Any) -> None:
    server.serve(BENCHES)
    server.pages["/old"] = (301, {"Location": "/benches.csv"}, b"")
    assert download(server.url("/old"), tmp_path / "file").name == "benches.csv"
    assert (tmp_path / "file").read_text() == BENCHES


def test_redirects_without_end_are_given_up(server: Server, tmp_path: Any) -> None:
    server.pages["/round"] = (302, {"Location": "/round"}, b"")
    with pytest.raises(FetchFailed, match="without end"):
        download(server.url("/round"), tmp_path / "file")


def test_a_file_that_is_too_large_is_given_up(server: Server, tmp_path: Any, settings: Any) -> None:
    settings.HARVEST_MAX_BYTES = 50
    with pytest.raises(FetchFailed, match="too large"):
        download(server.serve(BENCHES), tmp_path / "file")


def test_an_answer_that_takes_too_long_is_given_up(server: Server, tmp_path: Any, settings: Any) -> None:
    settings.HARVEST_MAX_SECONDS = -1
    with pytest.raises(FetchFailed, match="too long"):
        download(server.serve(BENCHES), tmp_path / "file")


def test_a_server_that_answers_otherwise_is_told(server: Server, tmp_path: Any) -> None:
    with pytest.raises(FetchFailed, match="404"):
        download(server.url("/nothing"), tmp_path / "file")


def test_all_pages_of_an_ogc_api_are_one_file(server: Server, tmp_path: Any) -> None:
    for number in range(3):
        page = json.loads(geojson((f"Στάση {number}", 24.0 + number, 38.0)))
        if number < 2:
            page["links"] = [{"rel": "next", "href": f"/items?page={number + 1}"}]
        path = f"/items?page={number}" if number else "/items"
        server.serve(json.dumps(page), path, Content_Type="application/geo+json", ETag=f'"{number}"')
    fetched = download(server.url("/items"), tmp_path / "file")
    features = json.loads((tmp_path / "file").read_text())["features"]
    assert [feature["properties"]["name"] for feature in features] == ["Στάση 0", "Στάση 1", "Στάση 2"]
    assert (fetched.name, fetched.etag) == ("items.geojson", "")


def test_a_page_that_leads_elsewhere_is_not_followed(server: Server, tmp_path: Any) -> None:
    page = {**json.loads(geojson(("a", 24.0, 38.0))), "links": [{"rel": "next", "href": "https://10.0.0.1/"}]}
    with pytest.raises(AddressRefused):
        download(server.serve(json.dumps(page), "/items"), tmp_path / "file")


# --- Harvests ----------------------------------------------------------------------------------------------------


def test_what_is_fetched_is_published_with_what_was_decided_before(server: Server, dataset: Dataset) -> None:
    harvest = harvest_of(dataset, server.serve(NEWER))
    Harvest.objects.filter(pk=harvest.pk).update(language="en")
    harvest = run_harvest(harvest.pk)
    assert not harvest.trouble
    assert harvest.outcome == "Published: 1 new, 1 changed, 1 removed."
    collection = Collection.objects.get(dataset=dataset)
    assert (collection.revision, collection.row_count) == (2, 3)
    assert harvest.next_at - timezone.now() > timedelta(hours=5)
    assert Upload.objects.get(harvest=harvest).state == UploadState.PUBLISHED


def test_the_mark_of_the_answer_is_remembered(server: Server, dataset: Dataset) -> None:
    harvest = harvest_of(dataset, server.serve(NEWER, ETag='"one"'))
    run_harvest(harvest.pk)
    run_harvest(harvest.pk)
    assert server.asked == [("/benches.csv", ""), ("/benches.csv", '"one"')]
    assert Upload.objects.filter(harvest=harvest).count() == 1


def test_the_same_bytes_make_no_second_upload(server: Server, dataset: Dataset) -> None:
    harvest = harvest_of(dataset, server.serve(NEWER))
    run_harvest(harvest.pk)
    run_harvest(harvest.pk)
    assert Upload.objects.filter(harvest=harvest).count() == 1


def test_a_breaking_change_waits_for_a_person(server: Server, dataset: Dataset) -> None:
    harvest = harvest_of(dataset, server.serve("code,kind,made\nB1,Παγκάκι,2020-05-01\nB2,x,2021-06-02\n"))
    harvest = run_harvest(harvest.pk)
    assert harvest.trouble
    assert Upload.objects.get(harvest=harvest).state == UploadState.INSPECTED
    assert Collection.objects.get(dataset=dataset).revision == 1
    run_harvest(harvest.pk)
    assert Upload.objects.filter(harvest=harvest).count() == 1, "nothing is fetched while it waits"


def test_a_file_that_would_empty_the_dataset_waits_for_a_person(server: Server, dataset: Dataset) -> None:
    harvest = run_harvest(harvest_of(dataset, server.serve(BENCHES.split("B2")[0])).pk)
    assert harvest.trouble
    assert Collection.objects.get(dataset=dataset).row_count == 3


def test_a_file_that_cannot_be_read_is_told(server: Server, dataset: Dataset) -> None:
    harvest = run_harvest(harvest_of(dataset, server.serve(b"\x00\x01", "/x.bin")).pk)
    assert harvest.trouble
    assert harvest.outcome
    assert Collection.objects.get(dataset=dataset).row_count == 3


def test_a_server_that_is_away_is_told_and_asked_again_later(server: Server, dataset: Dataset) -> None:
    harvest = run_harvest(harvest_of(dataset, server.url("/nothing")).pk)
    assert harvest.trouble
    assert "404" in harvest.outcome
    assert harvest.next_at > timezone.now()


def test_one_that_is_off_is_not_fetched(server: Server, dataset: Dataset) -> None:
    harvest = set_harvest(dataset=dataset, source=server.url(), every_hours=6, active=False, by=None)
    run_harvest(harvest.pk)
    assert server.asked == []


@pytest.mark.django_db
def test_no_harvest_is_made_for_an_address_that_is_not_allowed(server: Server, dataset: Dataset) -> None:
    with pytest.raises(AddressRefused):
        harvest_of(dataset, "https://elsewhere.test/file.csv")
    assert not Harvest.objects.exists()


def test_the_rows_of_a_register_are_fetched_from_nowhere(server: Server, enter: Any, town: Any) -> None:
    trees = enter(register())
    with pytest.raises(UploadRefused):
        harvest_of(Dataset(name=trees.name), server.url())


def test_after_each_fetch_the_next_one_waits_in_the_queue(server: Server, dataset: Dataset) -> None:
    harvest = harvest_of(dataset, server.serve(NEWER))
    fetch.func(harvest.pk)
    harvest.refresh_from_db()
    waiting = DBTaskResult.objects.filter(task_path=fetch.module_path)
    assert [abs(task.run_after - harvest.next_at) < timedelta(minutes=1) for task in waiting] == [True]
    fetch.func(harvest.pk)
    assert waiting.count() == 1
    assert len(server.asked) == 1, "its time has not come"


def test_a_harvest_whose_task_was_lost_is_taken_up_again(server: Server, dataset: Dataset) -> None:
    harvest_of(dataset, server.url())
    assert take_up_again() == 1
    assert take_up_again() == 0


def test_a_removed_harvest_leaves_its_dataset(server: Server, dataset: Dataset) -> None:
    remove_harvest(harvest_of(dataset, server.url()), by=None)
    assert not Harvest.objects.exists()
    assert Collection.objects.filter(dataset=dataset).exists()
