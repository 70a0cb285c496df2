"""A stand-in for ClamAV's daemon: speaks its protocol on a Unix socket or on loopback, and misbehaves on demand."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories.hostile import EICAR

LENGTH = struct.Struct("!L")


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self.rfile.readline().decode().strip()
        self.server.asked.append(command)
        if command == "nPING":
            self.wfile.write(b"PONG\n")
        elif command == "nINSTREAM":
            self._scan()

    def _scan(self) -> None:
        daemon = self.server
        content = b""
        while size := LENGTH.unpack(self.rfile.read(LENGTH.size))[0]:
            content += self.rfile.read(size)
            if len(content) > daemon.most_bytes:
                # As the daemon does: says so and hangs up while the other side still sends.
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
                return
        daemon.received.append(content)
        if daemon.mood == "hang":
            daemon.woken.wait(20)
        elif daemon.mood == "silent":
            return
        elif daemon.mood:
            self.wfile.write(daemon.mood.encode() + b"\n")
        else:
            found = b"stream: Win.Test.EICAR_HDB-1 FOUND\n" if EICAR in content else b"stream: OK\n"
            self.wfile.write(found)


class StandIn:
    """`mood` empty: behaves. `hang`, `silent`, or an answer of its own."""

    def __init__(self, server: socketserver.BaseServer, address: str) -> None:
        self.server = server
        self.address = address
        server.mood, server.most_bytes = "", 25_000_000
        server.asked, server.received, server.woken = [], [], threading.Event()

    @property
    def received(self) -> list[bytes]:
        return self.server.received

    def become(self, mood: str) -> None:
        self.server.mood = mood

    def take_at_most(self, most_bytes: int) -> None:
        self.server.most_bytes = most_bytes


class _OverTcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


class _OverUnix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def clamd(folder: Path | None = None) -> Iterator[StandIn]:
    """Over TCP, or with a folder over a socket in it."""
    server: socketserver.BaseServer
    if folder is None:
        server = _OverTcp(("127.0.0.1", 0), _Conversation)
        stand_in = StandIn(server, f"tcp://127.0.0.1:{server.server_address[1]}")
    else:
        server = _OverUnix(str(folder / "clamd.ctl"), _Conversation)
        stand_in = StandIn(server, f"unix://{folder}/clamd.ctl")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.woken.set()
        server.shutdown()
        server.server_close()


def closed_address() -> str:
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{probe.getsockname()[1]}"
