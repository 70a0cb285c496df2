"""Our side: a town in the bench database with the same rows, served as `make serve` serves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request

from bench import plan, rows
from ops import paths, serve
from ops.screen import CannotGoOn, run, say


def environment() -> dict[str, str]:
    """The demo's settings (no TLS on loopback) on the bench database, with a cache and files of their own."""
    return {
        **os.environ,
        "DATABASE_URL": rows.database_url(),
        "VAR_DIR": str(plan.HOME),
        "DJANGO_SETTINGS_MODULE": paths.SETTINGS_DEMO,
    }


def _manage(*arguments: str) -> None:
    command = [str(paths.VENV_PYTHON), "manage.py", *arguments]
    run(command, log=f"bench-{arguments[0]}", env=environment())


def prepare() -> None:
    """Tables, the static files, the bench town, its rows."""
    plan.HOME.mkdir(parents=True, exist_ok=True)
    # Tiles of an earlier run are no answers of this one.
    shutil.rmtree(plan.HOME / "cache", ignore_errors=True)
    say("Preparing the portal's side …")
    migrate()
    load_portal_rows()


def migrate() -> None:
    """Tables of the bench database, and the static files that `make setup` has collected."""
    plan.HOME.mkdir(parents=True, exist_ok=True)
    static = plan.HOME / "static"
    if not static.exists():
        static.symlink_to(paths.VAR / "static")
    _manage("migrate_schemas")


def load_portal_rows() -> None:
    """Bring `public.trees` into the town's shelf, through the storage all collections have (bench/fill.py)."""
    run([paths.VENV_PYTHON, "-m", "bench.fill"], log="bench-fill", env=environment())


def start() -> subprocess.Popen[bytes]:
    """The same command as `make serve` runs for the web server."""
    with (paths.LOGS / "bench-portal.log").open("wb") as log:
        return subprocess.Popen(
            serve.web_command("127.0.0.1", plan.PORTS[plan.PORTAL]),
            cwd=paths.ROOT,
            env=environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def deep_page_url() -> str:
    """The address of page 900, found as a reader finds it: by following `next` from page to page."""
    url = plan.ITEMS[plan.PORTAL]
    for number in range(1, plan.DEEP_PAGE):
        with urllib.request.urlopen(url, timeout=30) as answer:
            links = json.load(answer)["links"]
        following = next((link["href"] for link in links if link["rel"] == "next"), None)
        if following is None:
            raise CannotGoOn(f"The portal's page {number} has no link to the next one.", code=1)
        url = following
    return str(url)
