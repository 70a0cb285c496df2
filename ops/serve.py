"""`make serve`: the web server and the background worker in the foreground, ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from types import FrameType

from ops import database, environment, paths
from ops.screen import CannotGoOn, say

GRACE_SECONDS = 15
ACCOUNTS = (
    ("admin@demo.test", "administers the portal"),
    ("editor@demo.test", "writes pages"),
    ("approver@demo.test", "approves and publishes pages"),
    ("officer@demo.test", "handles requests"),
    ("deputy@demo.test", "stands in for the officer"),
    ("supervisor@demo.test", "supervises requests of all departments"),
    ("inspector@demo.test", "checks on the street"),
    ("resident@demo.test", "a resident"),
)
SECOND_HOST = "akti.localhost"
PASSWORD = "demo-portal-2026"  # noqa: S105 (published; only the demo has these accounts)


def chosen_port() -> int:
    """$PORT, or 8000."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotGoOn(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_taken_port(host: str, port: int) -> None:
    """One sentence now, rather than a server that dies after start."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotGoOn(
                f"Port {port} cannot be used ({error.strerror}). Choose another, for example: PORT={port + 1}"
            ) from None


def web_command(host: str, port: int, *, workers: int | None = None) -> list[str]:
    """Granian with a few threads a worker: our requests are short, and Python runs one thread at a time.

    `workers`: other than $WEB_WORKERS, or 2.
    """
    program = str(paths.VENV / "bin" / "granian")
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers or os.environ.get("WEB_WORKERS", "2")),
        "--blocking-threads": os.environ.get("WEB_THREADS", "2"),
        # Connections that are only kept open count too: browsers keep theirs for half a minute. A process may hold
        # 1,024 files.
        "--backpressure": os.environ.get("WEB_BACKPRESSURE", "800"),
        "--log-level": "warning",
    }
    flat = [part for pair in options.items() for part in pair]
    return [program, *flat, "--no-ws", "--respawn-failed-workers", paths.WSGI_APP]


def worker_command() -> list[str]:
    """The background worker."""
    return [str(paths.VENV_PYTHON), str(paths.ROOT / "manage.py"), *paths.WORKER_COMMAND]


def prepared() -> None:
    """Stop with one sentence where setup has not been run; start the database after a reboot."""
    if not paths.VENV_PYTHON.exists() or not paths.ENV_FILE.exists():
        raise CannotGoOn("Nothing is set up here yet. Type: make setup")
    database.start()
    database.identity()


def serve() -> int:
    """Run both until Ctrl-C (0) or until one of them ends by itself (its code, never 0)."""
    host, port = os.environ.get("HOST") or "127.0.0.1", chosen_port()
    refuse_taken_port(host, port)
    prepared()
    env = environment.for_commands()
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    commands = {"web server": web_command(host, port), "background worker": worker_command()}
    running = {
        # A session of their own: Ctrl-C reaches us alone, and we end each in order.
        name: subprocess.Popen(command, cwd=paths.ROOT, env=env, start_new_session=True)
        for name, command in commands.items()
    }
    announced = False
    try:
        while not stopping:
            for name, process in running.items():
                if process.poll() is not None:
                    say(f"The {name} ended by itself (exit code {process.returncode}); stopping.")
                    return process.returncode or 1
            if not announced and _answers(port):
                announced = True
                announce(port, env)
            time.sleep(0.3)
        say("\nStopping …")
        return 0
    finally:
        end(list(running.values()))


def _answers(port: int) -> bool:
    """Whether the portal answers requests: any answer but a fault of its own counts."""
    try:
        urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to end, then make it."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def announce(port: int, env: dict[str, str]) -> None:
    """The addresses, and in the demo the accounts."""
    base = f"http://localhost:{port}"
    say(f"\nThe portal is running. Stop it with Ctrl-C.\n\n  Portal          {base}/")
    say(f"  Trees on a map  {base}/en/maps/trees/\n  Open API        {base}/api/v1/")
    say(f"  Administration  {base}/admin/")
    if env.get("DJANGO_SETTINGS_MODULE") == paths.SETTINGS_DEMO:
        say(f"\n  Accounts of the demo (password of each: {PASSWORD})")
        for address, role in ACCOUNTS:
            say(f"    {address:<22} {role}")
        say(f"\n  A second municipality answers at http://{SECOND_HOST}:{port}/")
        say("  Mail is not sent but written to var/mail; a sign-in code stands in the newest file there.")
    say("")
