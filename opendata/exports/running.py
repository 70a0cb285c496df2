"""The writers in a process of their own, with an end to its time."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from opendata.exports.choices import WRITTEN, Reason
from opendata.exports.policy import policy

log = logging.getLogger(__name__)

# Not a code that a process ends with.
TOO_LONG = 1000


def run_writers(reading: Path, targets: Mapping[str, Path]) -> tuple[set[str], dict[str, Reason]]:
    """Writes files by their formats, one after another in one process: those written, and why others were not.

    When the process ends before its time, the files it did not come to all get the reason of its end; what nobody
    foresaw goes to the error log as well.
    """
    seconds = int(policy().time_limit.total_seconds())
    code, told, complaint = _run(reading, targets, seconds)
    written, refused = set(), {}
    for line in told.splitlines():
        name, _equals, reason = line.partition("=")
        if reason == WRITTEN:
            written.add(name)
        else:
            refused[name] = Reason(reason)
    if code:
        end = Reason.TOO_SLOW if code in (TOO_LONG, -signal.SIGXCPU) else Reason.BROKEN
        if end == Reason.BROKEN:
            log.error("Writing %s ended with %s: %s", ", ".join(targets), code, complaint[-4000:])
        refused |= {name: end for name in targets if name not in written | refused.keys()}
    return written, refused


def _run(reading: Path, targets: Mapping[str, Path], seconds: int) -> tuple[int, str, str]:
    """The process's exit code (TOO_LONG where it was ended), its lines and its complaint."""
    places = [f"{name}={target}" for name, target in targets.items()]
    command = [sys.executable, "-m", "opendata.exports.writers", str(reading), str(seconds), *places]
    # Nothing of the portal's environment, which holds its secrets.
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(settings.BASE_DIR),
        "LANG": "C.UTF-8",
        "TMPDIR": str(reading),
    }
    # A session of its own: the programs that it starts end with it.
    with subprocess.Popen(  # noqa: S603 (our own program and files)
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, text=True, errors="replace",
    ) as process:  # fmt: skip
        try:
            told, complaint = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            told, complaint = process.communicate()
            return TOO_LONG, told, complaint
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, told, complaint
