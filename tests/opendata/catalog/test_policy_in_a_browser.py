"""The content security policy forbids scripts in a page; a block of data is none, and Chromium agrees."""

from __future__ import annotations

import os

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.factories.catalog import described
from tests.factories.tables import Register

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
PROBE = '<script>document.title = "a script ran"</script></body>'


def test_the_block_of_data_is_let_through_and_a_script_is_not(client: Client, forest: Register) -> None:
    described(forest.name)
    answer = client.get(f"/en/data/{forest.name}/?fresh")
    policy = answer.headers["Content-Security-Policy"]
    page_text = answer.content.decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page()
        page.add_init_script(LISTEN)
        body = page_text
        page.route(
            "**/*",
            lambda route: (
                route.fulfill(
                    body=body, headers={"content-type": "text/html", "content-security-policy": policy}
                )
                if route.request.resource_type == "document"
                else route.fulfill(status=204)
            ),
        )
        page.goto("http://town.test/data")
        assert page.evaluate("window.refused") == []
        kind = page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)['@type']"
        )
        assert kind == "Dataset"
        # The policy is in force: a real script in the same page is refused.
        body = page_text.replace("</body>", PROBE)
        page.goto("http://town.test/data")
        assert page.evaluate("window.refused")[0].startswith("script-src")
        assert page.title() != "a script ran"
        browser.close()
