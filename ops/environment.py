"""`var/env`: KEY=VALUE lines that setup writes and every command loads. The process environment wins."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from ops import paths


def parse(text: str) -> dict[str, str]:
    """Values by key of KEY=VALUE lines; blank lines, `#` comments and lines without `=` are passed over."""
    values: dict[str, str] = {}
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#") or "=" not in line:
            continue
        key, value = (part.strip() for part in line.split("=", 1))
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[key.removeprefix("export ").strip()] = value
    return values


def read(path: Path | None = None) -> dict[str, str]:
    """Values of the file; empty where there is none."""
    try:
        return parse((path or paths.ENV_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def write(values: dict[str, str], path: Path | None = None) -> None:
    """Write the file whole, readable by its owner only; a reader never sees half of it."""
    path = path or paths.ENV_FILE
    for key, value in values.items():
        if "\n" in value or "\n" in key:
            raise ValueError(f"{key} holds a line break and cannot be stored in {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("# Written by `make setup`. Values in the process environment win over these.\n")
        file.writelines(f"{key}={value}\n" for key, value in values.items())
    os.replace(temporary, path)


def keep(**values: str) -> None:
    """Add or change values of the file."""
    stored = read()
    if any(stored.get(key) != value for key, value in values.items()):
        write({**stored, **values})


def drop(**values: str) -> None:
    """Take names out of the file whose value is still the one given."""
    stored = read()
    rest = {key: value for key, value in stored.items() if values.get(key) != value}
    if rest != stored:
        write(rest)


def ensure_secrets() -> None:
    """A secret key and the settings module, made once."""
    stored = read()
    keep(
        SECRET_KEY=stored.get("SECRET_KEY") or secrets.token_urlsafe(50),
        DJANGO_SETTINGS_MODULE=stored.get("DJANGO_SETTINGS_MODULE") or paths.SETTINGS_DEMO,
    )


def for_commands(**extra: str) -> dict[str, str]:
    """The environment of a child process: the file, then the process environment, then `extra`."""
    merged = {**read(), **os.environ, "VAR_DIR": str(paths.VAR), "PYTHONUNBUFFERED": "1", **extra}
    merged["PATH"] = f"{paths.VENV / 'bin'}{os.pathsep}{merged.get('PATH', '')}"
    return merged
