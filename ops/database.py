"""Which database this checkout uses: the one DATABASE_URL names, else a private cluster."""

from __future__ import annotations

import json
import os
import subprocess
from urllib.parse import urlsplit

from ops import environment, paths, postgres
from ops.screen import CannotGoOn


def named_by_operator() -> str | None:
    """The DATABASE_URL of the process environment, or one that a person wrote into var/env."""
    from_process = os.environ.get("DATABASE_URL")
    stored = environment.read()
    own = stored.get("DATABASE_URL", "")
    if from_process and from_process != own:
        return from_process
    return own if own and stored.get("PRIVATE_DATABASE") != "yes" else None


def shown(url: str) -> str:
    """The address without its password, for the screen."""
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url


def start() -> str:
    """Have the database running. Returns one line on which it is."""
    named = named_by_operator()
    if named:
        # The private cluster's role is not known to another server.
        environment.drop(API_DATABASE_ROLE=paths.READING_ROLE)
        return f"DATABASE_URL is set: {shown(named)}"
    return f"private cluster: {shown(postgres.prepare())}"


def identity() -> str:
    """What tells this database from any other, also from a later one of its name; checks it too."""
    done = subprocess.run(
        [str(paths.VENV_PYTHON), "-m", "ops.probe"],
        cwd=paths.ROOT,
        env=environment.for_commands(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotGoOn(f"The database could not be looked at:\n{done.stderr}", code=1)
    found = json.loads(done.stdout)
    if "problem" in found:
        address = shown(environment.for_commands()["DATABASE_URL"])
        raise CannotGoOn(
            f"The database {address} cannot be used: {found['problem']}\n{found['advice']}\n"
            "Or unset DATABASE_URL, and a private database is made for this checkout."
        )
    if int(found["version"]) < 14:
        raise CannotGoOn(f"PostgreSQL 14 or newer is needed; DATABASE_URL leads to {found['version']}.")
    return str(found["identity"])
