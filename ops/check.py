"""`make check`, `make test`, `make prove`: what must hold before a change goes in."""

from __future__ import annotations

import os
import secrets
import shlex
import subprocess
import time

from ops import environment, packages, paths
from ops.screen import say


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(paths.VENV / "bin" / name), *arguments]


def _manage(*arguments: str) -> list[str]:
    return [str(paths.VENV_PYTHON), "manage.py", *arguments]


def production() -> dict[str, str]:
    """The environment of a production that was never started: strict settings and a secret of its own."""
    strict = {"DJANGO_SETTINGS_MODULE": paths.SETTINGS_PRODUCTION, "SECRET_KEY": secrets.token_urlsafe(50)}
    env = environment.for_commands(**strict)
    return {key: value for key, value in env.items() if key not in {"HTTPS", "DEBUG"}}


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    """Title, command and environment of each check, the quick ones first."""
    tests = environment.for_commands(DJANGO_SETTINGS_MODULE=paths.SETTINGS_TEST)
    return [
        ("Lint", _tool("ruff", "check"), tests),
        ("Format", _tool("ruff", "format", "--check"), tests),
        ("Directions between wings and rooms", _tool("lint-imports"), tests),
        ("Translations complete", [str(paths.VENV_PYTHON), "-m", "ops.messages", "check"], tests),
        ("No migration missing", _manage("makemigrations", "--check", "--dry-run"), tests),
        ("Production settings", _manage("check", "--deploy", "--fail-level", "WARNING"), production()),
        ("Types", _tool("mypy"), tests),
    ]


def check() -> int:
    """Run every check, also after one failed, and say at the end which did."""
    failed = []
    todo = checks()
    for number, (title, command, env) in enumerate(todo, 1):
        say(f"[{number}/{len(todo)}] {title}: {shlex.join([os.path.basename(command[0]), *command[1:]])}")
        start = time.monotonic()
        code = subprocess.run(command, cwd=paths.ROOT, env=env, check=False).returncode
        outcome = f"FAILED (exit code {code})" if code else "passed"
        say(f"      {outcome} ({time.monotonic() - start:.0f} s)")
        if code:
            failed.append(title)
    say("Every check passed." if not failed else "Failed: " + "; ".join(failed))
    return 1 if failed else 0


def pytest(*arguments: str) -> int:
    """Run tests with the caller's $ARGS."""
    env = environment.for_commands(DJANGO_SETTINGS_MODULE=paths.SETTINGS_TEST)
    browser = packages.browser()
    if browser:
        env["CHROMIUM"] = browser
    command = _tool("pytest", *arguments, *shlex.split(os.environ.get("ARGS", "")))
    say(shlex.join(["pytest", *command[1:]]))
    return subprocess.run(command, cwd=paths.ROOT, env=env, check=False).returncode


def test() -> int:
    """The whole suite but the largest proofs, on two processes."""
    return pytest("-n", "2", "-m", "not large")


def prove() -> int:
    """The proofs under load and faults (`@pytest.mark.proof`), one by one, each printing its counts."""
    code = pytest("-m", "proof", "-n", "0", "-s", "-v")
    if code == 5:  # pytest's code for: no test was collected
        say("No proof is written yet: nothing here has places, money or numbers to lose.")
        return 1
    return code
