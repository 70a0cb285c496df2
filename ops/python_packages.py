"""The virtual environment and the hashed packages in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from ops import paths, stamps
from ops.screen import CannotGoOn, run, say

OPS_LOCK = paths.ROOT / "ops" / "requirements.txt"
PRODUCT_LOCK = paths.ROOT / "requirements.txt"
DEV_LOCK = paths.ROOT / "requirements-dev.txt"
NODE_LOCK = paths.ROOT / "ops" / "requirements-node.txt"


def make_venv(folder: Path, log: str) -> Path:
    """A virtual environment with pip in it; made anew where its Python is gone. Returns its python."""
    python = folder / "bin" / "python"
    if not (python.exists() and _at_home(folder)):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder], log=log, hint="The virtual environment could not be made")
    return python


def _at_home(folder: Path) -> bool:
    """Whether the scripts of the venv name this very folder; those of a moved venv name the old one."""
    try:
        return str(folder / "bin") in (folder / "bin" / "pip").read_text().partition("import")[0]
    except OSError:
        return False


def pip_install(python: Path, locks: list[Path], log: str) -> None:
    """Install exactly what the lock files name, each package checked against its hash."""
    wanted = [part for lock in locks for part in ("-r", lock)]
    run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--disable-pip-version-check",
            "--no-input",
            *wanted,
        ],
        log=log,
        hint="The Python packages could not be installed (is the package index reachable?)",
    )


def install(*, dev: bool) -> str:
    """The venv with the product's packages, or the developer's too. Returns one line on what was done."""
    interpreter = f"{sys.version_info.major}.{sys.version_info.minor}"
    dev_mark = stamps.fingerprint([DEV_LOCK, OPS_LOCK], interpreter, str(paths.VENV))
    mark = dev_mark if dev else stamps.fingerprint([PRODUCT_LOCK, OPS_LOCK], interpreter, str(paths.VENV))
    done = [stamps.is_current("python-dev", dev_mark), not dev and stamps.is_current("python", mark)]
    if paths.VENV_PYTHON.exists() and any(done):
        return "already there"
    step = "python-dev" if dev else "python"
    for each in ("python", "python-dev"):
        stamps.forget(each)
    make_venv(paths.VENV, "venv")
    # The developer's lock holds everything that the product's lock holds, in the same versions.
    product = DEV_LOCK if dev else PRODUCT_LOCK
    say(f"      pip install -r {product.name}")
    pip_install(paths.VENV_PYTHON, [product, OPS_LOCK], "pip")
    stamps.keep(step, mark)
    return f"installed into {paths.VENV.name}"


def install_node() -> None:
    """Node.js from its wheel, for a machine that has none."""
    if not NODE_LOCK.exists():
        raise CannotGoOn("Node.js 20 or newer is missing. Type: apt-get install nodejs npm")
    pip_install(paths.VENV_PYTHON, [NODE_LOCK], "pip-node")
