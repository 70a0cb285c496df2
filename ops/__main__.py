"""`python3 -m ops <command>`: what the Makefile calls."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (this file must say so itself)
    sys.exit(
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.\n"
        "Install it, or name one that is there, for example: make demo PYTHON=python3.12"
    )

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable

from ops import assets, check, environment, paths, postgres, python_packages, serve, setup
from ops.screen import CannotGoOn, run, say

LOCKS = (
    "requirements",
    "requirements-dev",
    "requirements-bench",
    "ops/requirements",
    "ops/requirements-node",
    "ops/requirements-lock",
)


def run_setup() -> int:
    """Everything that serving needs."""
    setup.for_serving()
    return 0


def run_demo() -> int:
    """Setup, then serve."""
    serve.refuse_taken_port(os.environ.get("HOST") or "127.0.0.1", serve.chosen_port())
    setup.for_serving()
    return serve.serve()


def run_check() -> int:
    """Setup for developers, then the checks."""
    setup.for_tests(browser=False)
    return check.check()


def run_test() -> int:
    """Setup for tests, then the suite."""
    setup.for_tests(browser=True)
    return check.test()


def run_prove() -> int:
    """Setup for tests and what the proofs need beside, then the proofs."""
    setup.for_tests(browser=True, proofs=True)
    return check.prove()


def in_venv(module: str, *arguments: str) -> int:
    """Run one of our modules with the packages of the venv; its exit code."""
    command = [str(paths.VENV_PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=paths.ROOT, env=environment.for_commands(), check=False).returncode


def run_bench() -> int:
    """Setup, then the benchmark beside its peers."""
    setup.for_serving()
    return in_venv("bench.run", *shlex.split(os.environ.get("ARGS", "")))


def run_messages() -> int:
    """Bring the .po files up to date."""
    setup.for_tests(browser=False)
    return in_venv("ops.messages", "update")


def run_lock() -> int:
    """Write the hashed lock files anew from the .in files, for every Python from 3.11 on."""
    setup.for_tests(browser=False)
    python_packages.pip_install(paths.VENV_PYTHON, [paths.ROOT / "ops" / "requirements-lock.txt"], "pip-lock")
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
    options += ["--upgrade", "--no-emit-index-url", "--no-emit-find-links"]
    for name in LOCKS:
        say(f"      {name}.in -> {name}.txt")
        command = [
            str(paths.VENV / "bin" / "uv"),
            "pip",
            "compile",
            *options,
            "-o",
            f"{name}.txt",
            f"{name}.in",
        ]
        run(command, log="lock", hint=f"{name}.in could not be resolved")
    return 0


def run_stop() -> int:
    """Stop the private database."""
    say("The private database is stopped." if postgres.stop() else "No private database is running.")
    return 0


def run_clean() -> int:
    """Remove what setup made, the private database and all uploaded files with it."""
    made = [paths.VAR, paths.VENV, paths.ROOT / "node_modules", assets.BUILT]
    say("This deletes, with the private database and every uploaded file in it:")
    say("\n".join(f"    {folder}" for folder in made if folder.exists()))
    if os.environ.get("YES") != "1":
        if not sys.stdin.isatty():
            raise CannotGoOn("Nothing was deleted. To delete without being asked, type: make clean YES=1")
        if input("Type yes to delete: ").strip().lower() != "yes":
            raise CannotGoOn("Nothing was deleted.", code=1)
    postgres.remove()
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)
    say("Removed.")
    return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "setup": run_setup,
    "serve": serve.serve,
    "demo": run_demo,
    "test": run_test,
    "check": run_check,
    "prove": run_prove,
    "bench": run_bench,
    "messages": run_messages,
    "lock": run_lock,
    "stop": run_stop,
    "clean": run_clean,
}


def main(arguments: list[str]) -> int:
    """Run one command; what stops it is said in a sentence, not in a traceback."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        say("usage: python3 -m ops " + "|".join(COMMANDS))
        return 2
    try:
        return command()
    except CannotGoOn as stop:
        print(f"\n{stop}", file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        say("\nInterrupted. The same command goes on where this one stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
