"""What the reading process may use: set before a file is opened, and not to be lifted again."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import signal

# Of address space; what is really in use is watched from outside.
ADDRESS_SPACE = 6 * 1024**3
CPU_SECONDS = 1_200
FILE_BYTES = 8 * 1024**3
OPEN_FILES = 128
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWNET = 0x40000000


def lock_in() -> None:
    """Limits of memory, time and files; no network where the system lets us give it up; dies with its parent."""
    for what, limit in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        lower = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (lower, lower))
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # An unprivileged process may not; then it is GDAL's settings alone that keep it from the network.
        system.unshare(_CLONE_NEWNET)
