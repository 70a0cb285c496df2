"""What a person sees while setup works: numbered steps, elapsed time, a failed step's last lines."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ops import paths


class CannotGoOn(Exception):
    """Setup stops here; the message says what is missing and what to type."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def say(text: str = "") -> None:
    """One line, shown at once also where output goes to a file."""
    print(text, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    log: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    hint: str = "",
) -> None:
    """Run a command quietly with elapsed seconds; its output goes to `var/log/<log>.log`."""
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log_path = paths.LOGS / f"{log}.log"
    with log_path.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=dict(env) if env is not None else None,
            cwd=cwd or paths.ROOT,
        )
        wait_showing(process.poll)
    if process.returncode:
        tail = log_path.read_text(errors="replace").splitlines()[-30:]
        say("\n".join("      | " + line for line in tail))
        shown = " ".join(str(part) for part in command)
        raise CannotGoOn(
            f"{hint or 'This command failed'}: {shown}\nThe whole output is in {log_path}", code=1
        )


def wait_showing(poll: Callable[[], int | None]) -> None:
    """Wait until `poll` answers, showing elapsed seconds from the second second on."""
    start = time.monotonic()
    last_shown = 0.0
    live = sys.stdout.isatty()
    while poll() is None:
        time.sleep(0.1)
        elapsed = time.monotonic() - start
        if elapsed < 2 or elapsed - last_shown < (1 if live else 5):
            continue
        last_shown = elapsed
        print(
            f"\r      {elapsed:.0f} s" if live else f"      … {elapsed:.0f} s",
            end="" if live else "\n",
            flush=True,
        )
    if live and last_shown:
        print("\r" + " " * 20 + "\r", end="", flush=True)
