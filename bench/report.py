"""The table on screen and `bench/results/latest.json`."""

from __future__ import annotations

import json
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench import plan
from bench.load import Measured
from bench.whole import Whole
from ops import machine, paths
from ops.screen import say

Results = list[tuple[plan.Case, dict[str, Measured]]]


def better_peer(measured: dict[str, Measured]) -> float | None:
    """Requests per second of the quicker peer; None where no peer has the case."""
    return max((one.rate for name, one in measured.items() if name != plan.PORTAL and one.rate), default=None)


def ratio(measured: dict[str, Measured]) -> float | None:
    """How many times the better peer's rate the portal reaches."""
    peer = better_peer(measured)
    return measured[plan.PORTAL].rate / peer if plan.PORTAL in measured and peer else None


def verdict(case: plan.Case, measured: dict[str, Measured]) -> str:
    """`met` or `MISSED` for a case with a target and a measured portal."""
    if plan.PORTAL not in measured:
        return ""
    met = []
    if case.target_rate is not None:
        met.append(measured[plan.PORTAL].rate >= case.target_rate)
    if case.target_ratio is not None:
        met.append((ratio(measured) or 0) >= case.target_ratio)
    return "" if not met else "met" if all(met) else "MISSED"


def _cell(one: Measured | None) -> str:
    if one is None or one.failed:
        return one.failed if one else "-"
    return f"{one.rate:,.0f}/s p99 {one.p99:,.0f}ms" + (f" {one.errors} ERRORS" if one.errors else "")


def table(results: Results) -> str:
    """Requests per second and 99th percentile by case and server, and the ratio to the better peer."""
    servers = [plan.PORTAL, plan.TIPG, plan.PYGEOAPI]
    lines = [["case", *servers, "ratio", "target", "features", "bytes"]]
    for case, measured in results:
        times = ratio(measured)
        first = measured.get(plan.PORTAL) or next(iter(measured.values()))
        target = f"{case.target_ratio:g}x" if case.target_ratio else ""
        target = f"{case.target_rate:,.0f}/s" if case.target_rate else target
        lines.append(
            [
                case.title,
                *(_cell(measured.get(name)) for name in servers),
                f"{times:.1f}x" if times else "",
                f"{target} {verdict(case, measured)}".strip(),
                "/".join(str(one.features or "-") for one in measured.values())
                if first.features is not None
                else "",
                f"{first.size:,}",
            ]
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )


def machine_facts(postgres: str) -> dict[str, object]:
    """What the numbers were measured on."""
    model = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ":unknown")
    return {
        "cpu": model.split(":", 1)[1].strip(),
        "cores": machine.cores(),
        "memory_gb": round(machine.memory_bytes() / 1024**3, 1),
        "system": next(
            (line[13:-1] for line in _lines("/etc/os-release") if line.startswith("PRETTY_NAME=")), ""
        ),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "postgresql": postgres,
        "commit": _commit(),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=False).stdout.strip()


def whole_table(wholes: list[Whole]) -> str:
    """What was measured in seconds, a line each."""
    lines = []
    for one in wholes:
        times = f" = {one.ratio:.2f} times {one.against}" if one.ratio is not None else ""
        seconds = f"{one.seconds * 1000:.2f} ms" if one.seconds < 0.1 else f"{one.seconds:.1f} s"
        note = f" ({one.note})" if one.note else ""
        lines.append(f"{one.title}: {seconds}{times}, at most {one.limit}: {one.verdict}{note}")
    return "\n".join(lines)


def write(results: Results, wholes: list[Whole], facts: dict[str, object]) -> Path:
    """Keep the run for others to read and compare."""
    plan.RESULTS.mkdir(parents=True, exist_ok=True)
    cases = [
        {
            "case": case.title,
            "target_ratio": case.target_ratio,
            "target_rate": case.target_rate,
            "ratio_to_better_peer": ratio(measured),
            "verdict": verdict(case, measured),
            "servers": {name: asdict(one) for name, one in measured.items()},
        }
        for case, measured in results
    ]
    how = {
        "rows": plan.ROWS,
        "seconds": plan.SECONDS,
        "connections": plan.CONNECTIONS,
        "workers": plan.WORKERS,
    }
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    path = plan.RESULTS / "latest.json"
    kept = {
        "at": stamp,
        "how": how,
        "machine": facts,
        "cases": cases,
        "whole": [asdict(one) for one in wholes],
    }
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")
    return path


def show(results: Results, wholes: list[Whole], facts: dict[str, object]) -> None:
    """Print the tables and the machine."""
    if results:
        say("\n" + table(results) + "\n")
    say(whole_table(wholes) + "\n")
    say(", ".join(f"{key} {value}" for key, value in facts.items()))
