#!/usr/bin/env python3
"""Verifies the log of a case that was downloaded from the portal. Needs nothing but Python 3.8 or newer, no network.

    python3 verify_case_log.py case-2026-000123.json

Each entry's hash is computed again (SHA-256 over its facts as canonical JSON); each must carry the hash of the one
before, and the last one must be the head. For each closed day the day's hash is computed again from the hashes of
all entries of that day. What is internal to the town hall, and what was erased when its time was over, is told by
its hash alone: the chain goes through it.

The day's seal is a signature or a timestamp over the day's hash. To verify it with OpenSSL, `--seals FOLDER` writes
for each day `DAY.txt` (the hash) and `DAY.der` (the seal); then, for a signature:

    openssl cms -verify -inform DER -in DAY.der -content DAY.txt -binary -noverify
    openssl ts -verify -data DAY.txt -in DAY.der -token_in -CAfile authority.pem       (for a timestamp)

Exit status: 0 everything fits, 1 something does not, 2 the file cannot be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any


def digest_of(entry: dict[str, Any]) -> str:
    """The hash of an entry, from its facts."""
    facts = {key: value for key, value in entry.items() if key != "digest"}
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_day(day: dict[str, Any]) -> str:
    """The hash of a day, from the day before and the entries' hashes."""
    lines = [day["on"], day["previous"], *day["digests"]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def problems_of(log: dict[str, Any]) -> Iterator[str]:
    """Sentences; none where everything fits."""
    previous = ""
    for place, entry in enumerate(log["entries"], 1):
        if entry["number"] != place:
            yield f"Entry {place} is missing: entry {entry['number']} stands in its place."
            return
        if entry["previous"] != previous:
            yield f"Entry {place} does not carry the hash of the entry before it."
        if not (entry.get("internal") or entry.get("erased")) and digest_of(entry) != entry["digest"]:
            yield f"Entry {place} was changed: its hash is not the one it was written with."
        previous = entry["digest"]
    if previous != log["head"]:
        yield "The last entry is not the head of the case: entries are missing at the end."
    own = {entry["digest"] for entry in log["entries"]}
    for day in log["days"]:
        if digest_of_day(day) != day["digest"]:
            yield f"The hash of {day['on']} does not come out: an entry of that day was changed, added or removed."
        if not own & set(day["digests"]):
            yield f"No entry of this case is in the hash of {day['on']}."


def write_seals(log: dict[str, Any], place: str) -> None:
    """What OpenSSL reads."""
    folder = pathlib.Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    for day in log["days"]:
        (folder / f"{day['on']}.txt").write_text(day["digest"])
        (folder / f"{day['on']}.der").write_bytes(base64.b64decode(day["seal"]))


def main(arguments: list[str]) -> int:
    """The command."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        log = json.loads(pathlib.Path(arguments[0]).read_text(encoding="utf-8"))
        found = list(problems_of(log))
        if "--seals" in arguments:
            write_seals(log, arguments[arguments.index("--seals") + 1])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
        print(f"This is not the log of a case: {problem}")
        return 2
    for problem in found:
        print(problem)
    if found:
        return 1
    sealed = sum(bool(day["seal"]) for day in log["days"])
    print(
        f"{log['case']}: {len(log['entries'])} entries, {len(log['days'])} closed days, {sealed} of them sealed."
    )
    print("Everything fits: nothing was changed, added or removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
