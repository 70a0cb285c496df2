"""`python -m opendata.ingest.reader <number of the pipe>`, with the request on standard input."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from cms.kit.lightness import do_without
from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.limits import lock_in
from opendata.ingest.reader.messages import Messages


def main() -> None:
    """Reads the request, does it, and says what came of it."""
    request: dict[str, Any] = json.loads(sys.stdin.readline())
    messages = Messages(int(sys.argv[1]))
    lock_in()
    # Arrow and pyogrio would load them if they could, which takes longer than most files.
    do_without("pandas", "geopandas")
    try:
        messages.send(done=_do(request, messages))
    except FileRefused as refused:
        if refused.__cause__ is not None:
            traceback.print_exception(refused.__cause__)
        messages.send(refused=refused.code.value, arguments=refused.arguments)
    except MemoryError:
        messages.send(refused=Refusal.TOO_MUCH_MEMORY.value, arguments={})


def _do(request: dict[str, Any], messages: Messages) -> dict[str, Any]:
    if request["verb"] == "inspect":
        from opendata.ingest.reader.inspecting import inspect

        return inspect(request, messages)
    from opendata.ingest.reader.loading import load

    return load(request, messages)


if __name__ == "__main__":
    main()
