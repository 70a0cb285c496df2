"""Templates keep to the Content-Security-Policy and to one origin."""

from __future__ import annotations

import re

from tests.house.source import ROOT, WINGS

INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(src|type=\"application/(ld\+)?json\"|nonce)\b)[^>]*>", re.IGNORECASE
)
INLINE_STYLE = re.compile(r"<style\b|\sstyle=[\"']", re.IGNORECASE)
# Mail programs know no stylesheets, and the policy is not about mail.
MAIL = re.compile(r"/templates/([a-z_]+/mail|account/email)/")
HANDLER = re.compile(r"\son(click|change|submit|load|input|error)=", re.IGNORECASE)


def templates() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for wing in WINGS
        for path in sorted((ROOT / wing).rglob("templates/**/*.html"))
    }


def matching(pattern: re.Pattern[str]) -> list[str]:
    return [name for name, text in templates().items() if pattern.search(text)]


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 20


def test_no_template_has_a_script_in_it() -> None:
    assert matching(INLINE_SCRIPT) == []


def test_no_template_has_a_style_in_it() -> None:
    assert [name for name in matching(INLINE_STYLE) if not MAIL.search(name)] == []


def test_no_template_has_an_event_handler_in_it() -> None:
    assert matching(HANDLER) == []


def test_no_template_loads_from_another_host() -> None:
    loading = re.compile(
        r"<(script|img|link|iframe|source)\b[^>]*(src|href)=[\"'](https?:)?//", re.IGNORECASE
    )
    assert [name for name, text in templates().items() if loading.search(text)] == []
