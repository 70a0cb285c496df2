"""What the guides say is what there is: each list here is read from the code, never typed again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from cms.kit.api.errors import STATUS
from opendata.features.names import DEFAULT_LIMIT, ITEMS_PARAMETERS, MAXIMUM_LIMIT
from opendata.tiles.grid import LAST_ZOOM
from pages.blocks.streams import body_blocks
from pages.home.blocks import section_blocks
from tests.databases import ROOT

README = ROOT / "README.md"
GUIDES = ROOT / "docs" / "guides"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
# PATH is the machine's; VAR_DIR is documented with the portal's own.
NOT_OURS = {"PATH"}


def guide(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8")


def fenced(text: str) -> str:
    """The code blocks alone."""
    return "\n".join(re.findall(r"^ *```[a-z]*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL))


def prose(text: str) -> str:
    """Everything but code."""
    return re.sub(r"^ *```.*?^ *```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


def first_column(text: str) -> set[str]:
    """What stands between backticks in the first column of tables."""
    cells = re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def environment_calls(path: Path, objects: set[str]) -> Iterator[str]:
    """First arguments of `env.str("X", …)`, `os.environ.get("X")` and keys of `os.environ["X"]`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            holder, key = node.func.value, node.args[0]
        elif isinstance(node, ast.Subscript):
            holder, key = node.value, node.slice
        else:
            continue
        if ast.unparse(holder) in objects and isinstance(key, ast.Constant) and str(key.value).isupper():
            yield str(key.value)


def variables_of_portal() -> set[str]:
    return set(environment_calls(ROOT / "cms" / "settings" / "environment.py", {"env"}))


def variables_of_ops() -> set[str]:
    found = {name for path in (ROOT / "ops").glob("*.py") for name in environment_calls(path, {"os.environ"})}
    exported = re.search(r"^export (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert exported
    return found.union(exported.group(1).split()) - NOT_OURS


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def own_commands() -> set[str]:
    found = {path.stem for path in ROOT.glob("*/*/management/commands/*.py")}
    return {name for name in found if not name.startswith("_")}


def heading_anchors(text: str) -> set[str]:
    """Anchors as they are made of headings: lower case, no punctuation, hyphens for spaces."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^ *```.*?^ *```$", "", text, flags=re.M | re.S), re.MULTILINE
    )
    return {
        re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-") for heading in headings
    }


def leads_somewhere(file: Path, anchor: str) -> bool:
    """Whether a file or folder of ours is there, with the heading that the anchor names."""
    if not file.exists() or not file.is_relative_to(ROOT):
        return False
    return not anchor or anchor in heading_anchors(file.read_text(encoding="utf-8"))


def messages_of_ops() -> str:
    """All texts in the code of ops; the parts of one text stand together, values left out."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "ops").glob("*.py"))
    constants = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return "\n".join(node.value for node in constants if isinstance(node.value, str))


def test_the_sources_of_these_tests_are_not_empty() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "TRUSTED_PROXIES"} <= variables_of_portal()
    assert {"PORT", "HOST", "WEB_WORKERS", "YES", "DATABASE_URL"} <= variables_of_ops()
    assert {"demo", "test", "setup", "serve", "clean"} <= make_targets()
    assert {"create_municipality", "import_trees", "load_demo"} <= own_commands()
    assert "Nothing is set up here yet." in messages_of_ops()


def test_the_readme_has_at_most_150_lines() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = [
        line.strip() for line in fenced(README.read_text(encoding="utf-8")).splitlines() if line.strip()
    ]
    assert commands[:2] == ["make demo", "make test"]


def test_every_variable_of_the_portal_is_in_the_operators_table() -> None:
    assert variables_of_portal() - first_column(guide("operator")) == set()


def test_every_variable_of_the_commands_is_in_the_operators_table() -> None:
    assert variables_of_ops() - first_column(guide("operator")) == set()


def test_the_operators_table_names_no_variable_that_nothing_reads() -> None:
    named = {name for name in first_column(guide("operator")) if re.fullmatch(r"[A-Z_]{2,}", name)}
    # Read by Django and by make itself.
    known = variables_of_portal() | variables_of_ops() | {"DJANGO_SETTINGS_MODULE", "PYTHON", "EMAIL_URL"}
    assert named - known == set()


def test_every_make_target_is_in_the_operators_table_and_no_other() -> None:
    named = {
        name.removeprefix("make ") for name in first_column(guide("operator")) if name.startswith("make ")
    }
    assert named == make_targets()


def test_every_management_command_of_ours_is_in_the_operators_table() -> None:
    assert own_commands() - first_column(guide("operator")) == set()


def test_the_messages_of_setup_that_the_operators_guide_explains_are_said_by_setup() -> None:
    quoted = first_column(guide("operator").partition("## When setup stops")[2])
    said = messages_of_ops()
    assert quoted
    assert {message for message in quoted if message not in said} == set()


def test_every_parameter_and_limit_of_items_is_in_the_api_guide() -> None:
    text = guide("api")
    assert ITEMS_PARAMETERS - first_column(text) == set()
    assert f"1 to {MAXIMUM_LIMIT}, {DEFAULT_LIMIT} where it is not given" in text
    assert f"from 0 to {LAST_ZOOM};" in text


def test_every_kind_of_problem_is_in_the_api_guide_with_its_status() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", guide("api"), re.MULTILINE))
    assert rows == {kind.value: str(status) for kind, status in STATUS.items()}


def test_every_block_is_in_the_editors_guide() -> None:
    with translation.override("en"):
        labels = {str(block.label) for _name, block in [*body_blocks(), *section_blocks()]}
    text = guide("editor")
    assert len(labels) > 10
    assert {label for label in labels if f"| {label} |" not in text and f"*{label}*" not in text} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _hash, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        if not leads_somewhere(file, anchor):
            broken.append(target)
    assert broken == []
