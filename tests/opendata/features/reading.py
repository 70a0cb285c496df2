"""How the API's tests ask and read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

BASE = "/api/v1/"
ITEMS = "/api/v1/collections/test-trees/items"


def body(response: Any) -> bytes:
    """The whole content, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem details of an answer that must be one."""
    assert response.status_code == status, body(response)[:500]
    assert response["Content-Type"] == "application/problem+json"
    content: dict[str, Any] = json.loads(response.content)
    assert content["status"] == status
    assert content["title"]
    assert content["detail"]
    return content


def local(address: str) -> str:
    """Path and query of an absolute address of the town."""
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("http", "town.test")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def link_of(document: dict[str, Any], rel: str) -> dict[str, Any] | None:
    """The first link of that relation."""
    return next((link for link in document["links"] if link["rel"] == rel), None)


def walk(client: Client, address: str) -> list[list[int]]:
    """Feature ids of each page, following `next` to the end."""
    pages: list[list[int]] = []
    following: str | None = address
    while following:
        document = client.get(following).json()
        pages.append([feature["id"] for feature in document["features"]])
        assert document["numberReturned"] == len(pages[-1])
        found = link_of(document, "next")
        following = local(found["href"]) if found else None
        assert len(pages) < 1000
    return pages
