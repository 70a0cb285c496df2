"""Firing requests with wrk, and looking at one answer before it counts."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import local
from urllib.parse import urlsplit

from bench import plan
from ops.screen import CannotGoOn

PATIENCE = 30  # seconds for one answer
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass
class Measured:
    """What wrk saw: requests per second, latency in ms, bytes and features of one answer, failed answers."""

    rate: float
    p50: float
    p99: float
    size: int
    features: int | None
    errors: int
    # Why there is no rate; a peer that gives no answer in time is told of, it does not end the run.
    failed: str = ""


def fetch(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers (names in lower case) of one answer, uncompressed."""
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read(), {key.lower(): value for key, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read(), {key.lower(): value for key, value in error.headers.items()}


def wait_until_up(name: str, process: subprocess.Popen[bytes], seconds: int = 120, address: str = "") -> None:
    """Wait for a server's first answer that is no error of its own."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CannotGoOn(f"{name} ended at start; see var/log/bench-{name}.log", code=1)
        try:
            if fetch(address or plan.BASE[name] + "/")[0] < 500:
                return
        except OSError:
            time.sleep(0.3)
    raise CannotGoOn(f"{name} does not answer after {seconds} s; see var/log/bench-{name}.log", code=1)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data: bytes) -> list[tuple[int, bytes]]:
    """Length-delimited fields of a protobuf message, by number."""
    found, at = [], 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 2:
            length, at = _varint(data, at)
            found.append((key >> 3, data[at : at + length]))
            at += length
        elif key & 7 == 0:
            _, at = _varint(data, at)
        else:
            at += 8 if key & 7 == 1 else 4
    return found


def features_in_tile(data: bytes) -> int:
    """Number of features in all layers (field 3) of a Mapbox Vector Tile; features are field 2 of a layer."""
    return sum(number == 2 for key, layer in _fields(data) if key == 3 for number, _ in _fields(layer))


def features_in(kind: str, body: bytes) -> int | None:
    """Number of features in an answer; None where it holds none by nature."""
    if kind == "geojson":
        return len(json.loads(body)["features"])
    return features_in_tile(body) if kind == "mvt" else None


def parse_wrk(output: str) -> tuple[float, float, float, int]:
    """Requests per second, 50th and 99th percentile in ms, and failed answers, from wrk's report."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if rate is None:
        raise CannotGoOn(f"wrk gave no rate:\n{output}", code=1)
    times = {
        p: float(value) * UNITS[unit]
        for p, value, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s|m)", output)
    }
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    errors = int(refused.group(1)) if refused else 0
    errors += sum(map(int, sockets.groups())) if sockets else 0
    return float(rate.group(1)), times.get("50", 0.0), times.get("99", 0.0), errors


def measure_once(case: plan.Case, urls: list[str], warming: list[str]) -> Measured:
    """Each address once, as many at a time as wrk has connections; features are those of all answers together.

    A server that just started opens its connections and reads its code with the addresses for warming up.
    """
    own = local()

    def timed(url: str) -> tuple[float, int, bytes]:
        parts = urlsplit(url)
        if not hasattr(own, "kept"):
            own.kept = HTTPConnection(parts.netloc, timeout=PATIENCE)  # kept open, as wrk does
        started = time.monotonic()
        own.kept.request("GET", f"{parts.path}?{parts.query}", headers=case.headers)
        answer = own.kept.getresponse()
        body = answer.read()
        return time.monotonic() - started, answer.status, body

    with ThreadPoolExecutor(plan.CONNECTIONS) as pool:
        list(pool.map(timed, warming))
        started = time.monotonic()
        answers = list(pool.map(timed, urls))
        rate = len(urls) / (time.monotonic() - started)
    times = sorted(seconds * 1000 for seconds, _, _ in answers)
    bodies = [body for _, status, body in answers if status == 200]
    errors = sum(status not in (200, 204) for _, status, _ in answers)
    features = sum(features_in(case.kind, body) or 0 for body in bodies)
    return Measured(
        rate, times[len(times) // 2], times[int(len(times) * 0.99)], max(map(len, bodies)), features, errors
    )


def measure(case: plan.Case, url: str) -> Measured:
    """Look at one answer, warm up for two seconds, then measure."""
    status, body, _ = fetch(url, case.headers)
    wanted = 304 if case.kind == "unchanged" else 200
    if status != wanted:
        raise CannotGoOn(f"{url} answered {status}, not {wanted}: {body[:300]!r}", code=1)
    features = features_in(case.kind, body)
    if case.features is not None and features != case.features:
        raise CannotGoOn(f"{url} holds {features} features, not {case.features}: nothing to compare.", code=1)
    headers = [part for key, value in case.headers.items() for part in ("-H", f"{key}: {value}")]
    for seconds in (2, plan.SECONDS):
        command = [
            "wrk",
            "-t1",
            f"-c{plan.CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout",
            f"{PATIENCE}s",
            "--latency",
            *headers,
            url,
        ]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, p50, p99, errors = parse_wrk(output)
    return Measured(rate, p50, p99, len(body), features, errors)
