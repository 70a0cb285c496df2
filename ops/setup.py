"""`make setup`: from a fresh clone to all that serving or testing needs. A step that is done is skipped."""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
import time
from collections.abc import Callable, Iterator

from ops import assets, database, environment, packages, paths, python_packages, stamps
from ops.screen import CannotGoOn, run, say

Step = tuple[str, Callable[[], str]]


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One setup at a time in a checkout; a second one waits and then finds everything done."""
    paths.VAR.mkdir(parents=True, exist_ok=True)
    with (paths.VAR / "setup.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another setup is at work in this checkout; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def perform(steps: list[Step]) -> None:
    """Run the steps in order, numbered, each with its outcome and time."""
    with alone():
        for number, (title, action) in enumerate(steps, 1):
            say(f"[{number}/{len(steps)}] {title}")
            start = time.monotonic()
            outcome = action()
            took = time.monotonic() - start
            say(f"      {outcome}" + (f" ({took:.0f} s)" if took >= 2 else ""))


def for_serving() -> None:
    """What `make serve` needs, the demo municipality included."""
    perform(
        [
            ("System packages: PostgreSQL with PostGIS, Python venv", lambda: system_packages(tests=False)),
            ("Database server", start_database),
            ("Python packages", lambda: python_packages.install(dev=False)),
            ("Modules", compile_modules),
            ("Styles and scripts", assets.build),
            ("Translations", compile_messages),
            ("Database tables", migrate),
            ("Static files", collect_static),
            ("Demo municipality", load_demo),
        ]
    )


def for_tests(*, browser: bool, proofs: bool = False) -> None:
    """What `make test` needs (with a browser), `make check` (without) and `make prove` (with R and QGIS too)."""
    perform(
        [
            (
                "System packages: PostgreSQL with PostGIS, Python venv"
                + (", Chromium" if browser else "")
                + (", R, QGIS" if proofs else ""),
                lambda: system_packages(tests=browser, proofs=proofs),
            ),
            ("Database server", start_database),
            ("Python packages, with the developer's", lambda: python_packages.install(dev=True)),
            ("Modules", compile_modules),
            ("Styles and scripts", assets.build),
            ("Translations", compile_messages),
        ]
    )


def system_packages(*, tests: bool, proofs: bool = False) -> str:
    """Install what is missing. With DATABASE_URL set, this machine needs no database server."""
    wanted = packages.missing(database=database.named_by_operator() is None, tests=tests, proofs=proofs)
    installed = packages.install(wanted)
    return "installed: " + ", ".join(installed) if installed else "already there"


def start_database() -> str:
    """Secrets in var/env, then a running database."""
    environment.ensure_secrets()
    return database.start()


def manage(*arguments: str, hint: str) -> None:
    """A management command with its output in the log."""
    command = [str(paths.VENV_PYTHON), "manage.py", *arguments]
    run(command, log=f"manage-{arguments[0]}", env=environment.for_commands(), hint=hint)


def compile_modules() -> str:
    """Compile our own modules as pip did the packages: where Python may not write, every process would do it anew."""
    folders = [str(paths.ROOT / name) for name in (*paths.WINGS, "fixtures", "tests")]
    command = [str(paths.VENV_PYTHON), "-m", "compileall", "-q", "-j", "0", *folders]
    run(command, log="compile", hint="A module could not be compiled")
    return "compiled"


def compile_messages() -> str:
    """Compile the translations with Babel, so that no gettext package is needed."""
    sources = sorted(paths.ROOT.glob("*/locale*/*/LC_MESSAGES/*.po"))
    mark = stamps.fingerprint(sources)
    if stamps.is_current("messages", mark) and all(path.with_suffix(".mo").exists() for path in sources):
        return "already compiled"
    run(
        [paths.VENV_PYTHON, "-m", "ops.messages", "compile"],
        log="messages",
        hint="Translations could not be compiled",
    )
    stamps.keep("messages", mark)
    return f"{len(sources)} file(s) compiled"


def migrate() -> str:
    """Migrate the shared schema and every municipality's."""
    rooms = (paths.ROOT / wing for wing in (*paths.WINGS, "fixtures"))
    migrations = [file for wing in rooms for file in wing.glob("*/migrations/*.py")]
    # The reading role gets its rights after migrations: another role, another run.
    role = environment.for_commands().get("API_DATABASE_ROLE", "")
    mark = stamps.fingerprint([*migrations, python_packages.PRODUCT_LOCK], f"{database.identity()} {role}")
    if stamps.is_current("migrate", mark):
        return "up to date"
    stamps.forget("migrate")
    manage("migrate_schemas", "--shared", hint="The shared tables could not be migrated")
    manage("migrate_schemas", "--tenant", hint="A municipality's tables could not be migrated")
    stamps.keep("migrate", mark)
    return "migrated: what all share, and each municipality"


def collect_static() -> str:
    """Collect and fingerprint the static files."""
    sources = [paths.ROOT / wing for wing in paths.WINGS]
    mark = stamps.fingerprint(
        [*(folder for wing in sources for folder in wing.glob("*/static")), python_packages.PRODUCT_LOCK]
    )
    if stamps.is_current("static", mark) and (paths.VAR / "static" / "staticfiles.json").exists():
        return "already collected"
    stamps.forget("static")
    manage("collectstatic", "--noinput", hint="The static files could not be collected")
    stamps.keep("static", mark)
    return "collected into var/static"


def load_demo() -> str:
    """The demo municipality, once a database: what people change in it afterwards stays."""
    if environment.for_commands().get("DJANGO_SETTINGS_MODULE") == paths.SETTINGS_PRODUCTION:
        return "not loaded: its accounts have public passwords, and these are production settings"
    mark = stamps.fingerprint([], database.identity())
    if stamps.is_current("demo", mark):
        return "already loaded"
    done = subprocess.run(
        [str(paths.VENV_PYTHON), "manage.py", "load_demo"],
        cwd=paths.ROOT,
        env=environment.for_commands(),
        check=False,
    )
    if done.returncode:
        raise CannotGoOn("The demo municipality could not be loaded; its output is above.", code=1)
    stamps.keep("demo", mark)
    return "loaded"
