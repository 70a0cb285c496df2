"""Public files in parts: what a map reads of a large file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db
BYTES = bytes(range(256)) * 8
SIZE = len(BYTES)


@pytest.fixture
def address() -> str:
    """A file of 2,048 bytes in the public folder."""
    return f"/media/{default_storage.save('basemap/town.pmtiles', ContentFile(BYTES))}"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=2000-", 2000, SIZE - 1),
        ("bytes=2000-999999", 2000, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
    ],
)
def test_a_range_is_answered_with_that_part(client, address, asked, first, last):
    answer = client.get(address, HTTP_RANGE=asked, HTTP_ACCEPT_ENCODING="gzip")
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert "Content-Encoding" not in answer
    assert body(answer) == BYTES[first : last + 1]


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=" + "9" * 99 + "-"],
)
def test_what_is_no_single_range_is_answered_with_the_whole_file(client, address, asked):
    answer = client.get(address, HTTP_RANGE=asked)
    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert body(answer) == BYTES


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_behind_the_end_is_told_the_size(client, address, asked):
    answer = client.get(address, HTTP_RANGE=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert body(answer) == b""


def test_a_part_is_only_given_of_the_same_state_of_the_file(client, address):
    whole = client.get(address)
    for condition, status in (
        (whole["ETag"], 206),
        (whole["Last-Modified"], 206),
        ('"another"', 200),
        ("W/" + whole["ETag"], 200),
        ("Thu, 01 Jan 2015 00:00:00 GMT", 200),
        ("no date", 200),
    ):
        answer = client.get(address, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=condition)
        assert answer.status_code == status, condition


def test_the_tag_of_a_file_is_a_condition(client, address):
    tag = client.get(address)["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert client.get(address, HTTP_IF_MATCH='"another"').status_code == 412


def test_head_speaks_of_the_whole_file(client, address):
    answer = client.head(address, HTTP_RANGE="bytes=0-9")
    assert (answer.status_code, answer["Content-Length"]) == (200, str(SIZE))
    assert answer["Accept-Ranges"] == "bytes"
