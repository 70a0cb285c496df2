from __future__ import annotations

import json
import re
from pathlib import Path

from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[3]
ICON = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']""")
COMPONENT = re.compile(r"""(?<=[\s"'.])govuk-([a-z]+(?:-[a-z]+)*)""")
STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
SCRIPT_WITHOUT_FILE = re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)


def our_templates() -> list[Path]:
    return sorted((ROOT / "cms/theme/templates").rglob("*.html"))


def listed_icons() -> set[str]:
    lines = (ROOT / "cms/theme/assets/icons.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        (str(path.relative_to(ROOT)), name)
        for wing in ("cms", "opendata", "maps", "engagement", "pages")
        for path in (ROOT / wing).rglob("templates/**/*.html")
        for name in ICON.findall(path.read_text(encoding="utf-8"))
    }

    assert len(named) > 20
    assert {(path, name) for path, name in named if name not in listed_icons()} == set()


def test_every_component_of_govuk_frontend_that_is_used_is_in_the_stylesheet() -> None:
    taken = (ROOT / "cms/theme/assets/scss/_govuk.scss").read_text(encoding="utf-8")
    used = {
        name.partition("--")[0]
        for wing in ("cms", "opendata", "maps", "engagement", "pages")
        for pattern in ("templates/**/*.html", "*.py", "static/**/*.js")
        for path in (ROOT / wing).rglob(pattern)
        if "/static/theme/" not in str(path)
        for name in COMPONENT.findall(path.read_text(encoding="utf-8"))
    }
    # Names of scripts' hooks, not of styles.
    used -= {"button", "js-character-count"}

    assert {"input", "summary-list", "error-summary"} <= used
    assert {name for name in used if f'/{name}"' not in taken and name != "visually-hidden"} == set()


def test_no_template_of_the_theme_has_an_inline_style_or_script() -> None:
    texts = {str(path): path.read_text(encoding="utf-8") for path in our_templates()}

    assert len(texts) > 30
    assert [
        name for name, text in texts.items() if STYLE.search(text) or SCRIPT_WITHOUT_FILE.search(text)
    ] == []


def test_every_template_of_the_theme_compiles() -> None:
    folder = ROOT / "cms/theme/templates"

    for path in our_templates():
        assert get_template(str(path.relative_to(folder)))


def test_the_lock_file_names_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]

    assert packages["node_modules/govuk-frontend"]["integrity"].startswith("sha512-")
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_dependencies_are_pinned() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}

    assert {
        name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    } == set()
