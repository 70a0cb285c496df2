"""The portal's own processes, for tests that need them running: web server and worker on the test's database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.db import connection

from ops import serve
from tests.databases import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """Of a process that works on the database which the test stands in."""
    parameters = connection.get_connection_params()
    host, user, port = (str(parameters.get(name) or "") for name in ("host", "user", "port"))
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"postgis://{user}@{host.replace('/', '%2F')}:{port}/{name}",
        "PGPASSWORD": str(parameters.get("password") or ""),
        **more,
    }


def start_web(port: int, env: dict[str, str], *, workers: int = 1) -> subprocess.Popen[bytes]:
    """The server of `make serve`, in a process group of its own."""
    command = serve.web_command("127.0.0.1", port, workers=workers)
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)


def start_worker(env: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    """`manage.py work`."""
    command = [sys.executable, "manage.py", "work", "--no-startup-delay", "--interval", "0.1", *options]
    return subprocess.Popen(command, cwd=ROOT, env=env)


def wait_until_ready(port: int, seconds: float = 60) -> None:
    """Until the server answers at all."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("The server did not become ready.")
