"""ClamAV's daemon (clamd), over a Unix socket or TCP. A limit it ran into is no virus, and neither is its silence."""

from __future__ import annotations

import struct
from pathlib import Path
from time import monotonic
from typing import BinaryIO
from urllib.parse import urlsplit

from clamav_client.clamd import (
    BufferTooLongError,
    ClamdError,
    ClamdNetworkSocket,
    ClamdUnixSocket,
    CommunicationError,
)

from cms.files.scanner.contract import Finding, Verdict

PIECE = 64 * 1024
PORT = 3310
LENGTH = struct.Struct("!L")
# With its Alert… options the daemon reports its own limits as if they were found viruses.
LIMITS = ("Heuristics.Limits.Exceeded",)
LOCKED = ("Heuristics.Encrypted",)
PING_SECONDS = 3.0


class ClamavScanner:
    """`address`: `unix:///run/clamav/clamd.ctl`, `/run/clamav/clamd.ctl` or `tcp://host:3310`."""

    name = "ClamAV"

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, path: Path, *, seconds: float) -> Finding:
        until = monotonic() + seconds
        try:
            with path.open("rb") as file:
                return _understood(_stream(self._client(seconds), file, until))
        except BufferTooLongError:
            return Finding.beyond("larger than the scanner takes (StreamMaxLength)")
        except (ClamdError, OSError, UnicodeError, ValueError) as problem:
            return Finding.no_answer(f"{type(problem).__name__}: {problem}")

    def answers(self) -> bool:
        try:
            return self._client(PING_SECONDS).ping().strip() == "PONG"
        except (ClamdError, OSError, ValueError):
            return False

    def _client(self, seconds: float) -> ClamdNetworkSocket:
        parts = urlsplit(self.address)
        if parts.scheme == "tcp" and parts.hostname:
            return ClamdNetworkSocket(parts.hostname, parts.port or PORT, timeout=seconds)
        return _PatientUnixSocket(parts.path or self.address, timeout=seconds)


class _PatientUnixSocket(ClamdUnixSocket):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__(path)
        self.timeout = timeout


def _stream(client: ClamdNetworkSocket, file: BinaryIO, until: float) -> str:
    """INSTREAM in larger pieces than the library's own, listening for an answer that comes before the end."""
    client._init_socket()
    try:
        try:
            client._send_command("INSTREAM")
            while piece := file.read(PIECE):
                _hurry(client, until)
                client.clamd_socket.sendall(LENGTH.pack(len(piece)) + piece)
            client.clamd_socket.sendall(LENGTH.pack(0))
        except (BrokenPipeError, ConnectionResetError):
            # It hung up in the middle: most likely after saying why.
            pass
        _hurry(client, until)
        return client._recv_response()
    finally:
        client._close_socket()


def _hurry(client: ClamdNetworkSocket, until: float) -> None:
    left = until - monotonic()
    if left <= 0:
        raise CommunicationError("no time left")
    client.clamd_socket.settimeout(left)


def _understood(answer: str) -> Finding:
    """`stream: OK`, `stream: <name> FOUND`, `<what> ERROR`."""
    if answer.startswith("INSTREAM size limit exceeded"):
        raise BufferTooLongError(answer)
    _stream_word, _colon, said = answer.partition(": ")
    if said == "OK":
        return Finding(Verdict.CLEAN)
    if said.endswith(" FOUND"):
        found = said.removesuffix(" FOUND")
        if found.startswith(LIMITS):
            return Finding.beyond(f"beyond the scanner's limits ({found})")
        if found.startswith(LOCKED):
            return Finding.beyond(f"locked with a password ({found})")
        return Finding(Verdict.INFECTED, found[:200])
    return Finding.no_answer(answer or "an empty answer")
