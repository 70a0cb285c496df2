"""System packages: what is missing, installing it where we may, else saying exactly what to type."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from ops.screen import CannotGoOn, run, say

SERVER_ROOTS = ("/usr/lib/postgresql", "/usr/local/pgsql")
# Debian's own Python, which alone finds QGIS.
SYSTEM_PYTHON = "/usr/bin/python3"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def installed_servers(root: Path = Path(SERVER_ROOTS[0])) -> list[int]:
    """Major versions of the PostgreSQL servers in Debian's folder, newest first."""
    found = [
        int(folder.name)
        for folder in root.glob("*")
        if folder.name.isdigit() and (folder / "bin/initdb").exists()
    ]
    return sorted(found, reverse=True)


def has_postgis(version: int) -> bool:
    """Whether PostGIS is installed for this server."""
    return (Path(f"/usr/lib/postgresql/{version}/lib") / "postgis-3.so").exists()


def postgres_bin(data: Path) -> Path:
    """The folder of PostgreSQL's programs: those that made the data folder, else the newest with PostGIS."""
    made_by = data / "PG_VERSION"
    wanted = made_by.read_text().strip() if made_by.exists() else ""
    usable = [version for version in installed_servers() if has_postgis(version)]
    if wanted and int(wanted) not in usable:
        raise CannotGoOn(
            f"The database in {data} was made by PostgreSQL {wanted}, which is gone (or its PostGIS).\n"
            f"Type: apt-get install postgresql-{wanted} postgresql-{wanted}-postgis-3"
        )
    if not usable:
        raise CannotGoOn("PostgreSQL with PostGIS is not installed. Run: make setup")
    return Path(f"/usr/lib/postgresql/{wanted or usable[0]}/bin")


def browser() -> str | None:
    """The browser that the journeys drive: $CHROMIUM, else the first of the usual names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing(*, database: bool = True, tests: bool = False, proofs: bool = False) -> list[str]:
    """Debian packages that this machine lacks; `postgresql` is the release's own version."""
    packages = []
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    if database:
        servers = installed_servers()
        if not servers:
            packages += ["postgresql", "postgresql-*-postgis-3"]
        elif not any(map(has_postgis, servers)):
            packages.append(f"postgresql-{servers[0]}-postgis-3")
    if tests:
        packages += ["chromium"] if browser() is None else []
        # GDAL's own program, an independent reader of the open API.
        packages += ["gdal-bin"] if shutil.which("ogrinfo") is None else []
        # An independent reader of the documents that are issued.
        packages += ["poppler-utils"] if shutil.which("pdftotext") is None else []
        # A token in software: the seal's key that does not come out of it.
        packages += ["softhsm2"] if shutil.which("softhsm2-util") is None else []
        # The driver that Playwright brings is linked against it.
        packages += ["libatomic1"] if not _has_library("libatomic.so.1") else []
    if proofs:
        packages += [] if _answers("Rscript", "-e", "library(sf)") else ["r-base-core", "r-cran-sf"]
        packages += (
            [] if _answers(SYSTEM_PYTHON, "-c", "import qgis.core") else ["python3-qgis", "qgis-providers"]
        )
    return packages


def _answers(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_command(packages: list[str]) -> str:
    """What a person with the rights types to install these."""
    return "apt-get update && apt-get install -y " + " ".join(
        f"'{name}'" if "*" in name else name for name in packages
    )


def sentence(packages: list[str], *, apt: bool) -> str:
    """What is missing and what to type, for a machine where we may not install it ourselves."""
    names = ", ".join(packages)
    if apt:
        return (
            f"Missing system packages: {names}.\n"
            "This account may not install them. As an administrator type:\n"
            f"    {install_command(packages)}\nThen run the same command again."
        )
    return (
        f"Missing on this system: {names} (Debian's names).\n"
        "This system has no apt-get. Install their equivalents with its own package manager, or set\n"
        "DATABASE_URL to a PostgreSQL (14 or newer) with PostGIS, for example\n"
        "    postgis://user:password@localhost:5432/stoa\n"
        "Then run the same command again."
    )


def _rights() -> list[str] | None:
    """The prefix that lets us call apt-get: empty for root, sudo where it asks nothing, else None."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "env"]
    return None


def _exact(packages: list[str]) -> list[str]:
    """`postgresql-*-postgis-3` as the name that belongs to the server version this release installs."""
    if "postgresql-*-postgis-3" not in packages:
        return packages
    listing = subprocess.run(
        ["apt-cache", "depends", "postgresql"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"Depends: postgresql-(\d+)", listing)
    if version is None:
        raise CannotGoOn(
            "apt knows no PostgreSQL server. Check the package sources in /etc/apt, then run again."
        )
    return [name.replace("*", version.group(1)) for name in packages]


def install(packages: list[str]) -> list[str]:
    """Install packages, or stop with the sentence that says what to type. Returns what was installed."""
    if not packages:
        return []
    apt = shutil.which("apt-get")
    rights = _rights() if apt else None
    if rights is None:
        raise CannotGoOn(sentence(packages, apt=bool(apt)))
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say("      apt-get update")
    run(
        [*rights, "apt-get", "update"], log="apt-update", env=env, hint="apt could not read its package lists"
    )
    names = _exact(packages)
    say("      apt-get install " + " ".join(names))
    command = [*rights, "DEBIAN_FRONTEND=noninteractive"] if rights else []
    command += ["apt-get", "install", "-y", "--no-install-recommends", *names]
    run(command, log="apt-install", env=env, hint="apt could not install the packages")
    return names
