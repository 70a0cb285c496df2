"""A writer in a process of its own, with an end to its time."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from opendata.exports.choices import Reason
from opendata.exports.errors import Refused
from opendata.exports.policy import policy

log = logging.getLogger(__name__)

REFUSED = 3


def run_writer(format_name: str, reading: Path, target: Path) -> None:
    """Writes the file. Raises Refused with the reason otherwise; what nobody foresaw goes to the error log."""
    seconds = int(policy().time_limit.total_seconds())
    command = [
        sys.executable, "-m", "opendata.exports.writers", format_name, str(reading), str(target), str(seconds),
    ]  # fmt: skip
    # Nothing of the portal's environment, which holds its secrets.
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(settings.BASE_DIR),
        "LANG": "C.UTF-8",
        "TMPDIR": str(target.parent),
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
            raise Refused(Reason.TOO_SLOW) from None
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode == REFUSED:
        raise Refused(Reason(told.strip()))
    if process.returncode == -signal.SIGXCPU:
        raise Refused(Reason.TOO_SLOW)
    if process.returncode:
        log.error("Writing %s ended with %s: %s", format_name, process.returncode, complaint[-4000:])
        raise Refused(Reason.BROKEN)
