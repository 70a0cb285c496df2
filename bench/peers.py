"""The peers, in a venv of the bench, each served as its own documentation says, with two workers."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench import plan, rows
from ops import paths, python_packages, stamps
from ops.screen import run, say

VENV = plan.HOME.parent / "bench-venv"
LOCK = paths.ROOT / "requirements-bench.txt"
TEMPLATE = Path(__file__).parent / "pygeoapi.yml"


def install() -> None:
    """tipg and pygeoapi, by the hashed lock file."""
    mark = stamps.fingerprint([LOCK], str(VENV))
    if stamps.is_current("bench", mark) and VENV.exists():
        return
    say("Installing the peers into var/bench-venv …")
    python_packages.pip_install(python_packages.make_venv(VENV, "bench-venv"), [LOCK], "pip-bench")
    stamps.keep("bench", mark)


def _environment(**more: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
    return {**kept, **more}


def _start(name: str, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    with (paths.LOGS / f"bench-{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=plan.HOME, env=env, stdout=log, stderr=log, start_new_session=True
        )


def start_tipg() -> subprocess.Popen[bytes]:
    """tipg under uvicorn, as its documentation does; only the table of trees is published."""
    env = _environment(
        DATABASE_URL=rows.driver_url(rows.database_url()),
        TIPG_DB_TABLES='["public.trees"]',
        TIPG_DB_EXCLUDE_FUNCTION_SCHEMAS='["public"]',
    )
    options = ["--host", "127.0.0.1", "--port", str(plan.PORTS[plan.TIPG]), "--workers", str(plan.WORKERS)]
    command = [str(VENV / "bin/uvicorn"), "tipg.main:app", *options, "--log-level", "warning"]
    return _start(plan.TIPG, command, env)


def start_pygeoapi() -> subprocess.Popen[bytes]:
    """pygeoapi under gunicorn, as its documentation does, over its PostgreSQL providers."""
    plan.HOME.mkdir(parents=True, exist_ok=True)
    config, description = plan.HOME / "pygeoapi.yml", plan.HOME / "pygeoapi-openapi.yml"
    address = urlsplit(rows.database_url())
    values = {
        "url": plan.BASE[plan.PYGEOAPI],
        "port": str(plan.PORTS[plan.PYGEOAPI]),
        "page": str(plan.PAGE),
        "db_host": unquote(address.netloc.rpartition("@")[2].rpartition(":")[0] or address.hostname or ""),
        "db_port": str(address.port or 5432),
        "db_name": address.path.lstrip("/"),
        "db_user": unquote(address.username or ""),
        "db_password": unquote(address.password or ""),
    }
    text = TEMPLATE.read_text()
    for key, value in values.items():
        text = text.replace(f"${key}$", value)
    config.touch(mode=0o600)
    config.write_text(text)
    env = _environment(PYGEOAPI_CONFIG=str(config), PYGEOAPI_OPENAPI=str(description))
    program = VENV / "bin/pygeoapi"
    run([program, "openapi", "generate", config, "--output-file", description], log="bench-openapi", env=env)
    options = [
        "--bind",
        f"127.0.0.1:{plan.PORTS[plan.PYGEOAPI]}",
        "--workers",
        str(plan.WORKERS),
        "--threads",
        "4",
    ]
    return _start(plan.PYGEOAPI, [str(VENV / "bin/gunicorn"), *options, "pygeoapi.flask_app:APP"], env)
