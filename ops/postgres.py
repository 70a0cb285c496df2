"""A PostgreSQL cluster of this checkout alone: made, started and stopped here, on a Unix socket only."""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from ops import environment, machine, paths
from ops.packages import postgres_bin
from ops.screen import CannotGoOn, say

PORT = 5432  # part of the socket's file name; nothing listens on TCP
SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Cluster:
    """Where the cluster lives and under which account it runs."""

    account: str
    home: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"


def project_mark(root: Path) -> str:
    """A short name for a checkout by its path."""
    return hashlib.sha256(str(root).encode()).hexdigest()[:10]


def socket_fits(folder: Path, port: int = PORT) -> bool:
    """Whether a socket in this folder stays within the kernel's limit on path length."""
    return len(os.fsencode(folder / f".s.PGSQL.{port}")) <= SOCKET_PATH_LIMIT


def choose_sockets(home: Path, mark: str) -> Path:
    """The cluster's own folder where the path is short enough, else a folder under /tmp."""
    inside = home / "socket"
    return inside if socket_fits(inside) else Path("/tmp") / f"stoa-{mark}"  # noqa: S108 (0700, see below)


def _account() -> str:
    """PostgreSQL refuses to run as root, so root hands the cluster to Debian's `postgres` account."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise CannotGoOn(
            "There is no `postgres` account. Install PostgreSQL: apt-get install postgresql"
        ) from None


def _as_account(account: str) -> dict[str, object]:
    """Arguments of subprocess that change to the cluster's account."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(account)
    return {
        "user": entry.pw_uid,
        "group": entry.pw_gid,
        "extra_groups": os.getgrouplist(account, entry.pw_gid),
    }


def _can_enter(account: str, folder: Path) -> bool:
    """Whether the account may pass through every folder down to this one."""
    probe = subprocess.run(  # type: ignore[call-overload]  # keywords from a dict
        ["test", "-x", str(folder)], cwd="/", capture_output=True, check=False, **_as_account(account)
    )
    return bool(probe.returncode == 0)


def locate() -> Cluster:
    """The cluster of this checkout: under var/, or in the account's home where it cannot enter that."""
    account = _account()
    paths.VAR.mkdir(parents=True, exist_ok=True)
    mark = project_mark(paths.VAR)
    home = paths.VAR / "postgres"
    if not _can_enter(account, paths.VAR):
        home = Path(pwd.getpwnam(account).pw_dir) / f"stoa-{mark}"
    return Cluster(account, home, choose_sockets(home, mark))


def _make_private(folder: Path, account: str) -> None:
    """A folder that only the cluster's account enters; refused where someone else made it first."""
    entry = pwd.getpwnam(account)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != entry.pw_uid:
        raise CannotGoOn(f"{folder} belongs to another account. Remove it and run again.")
    folder.chmod(0o700)


def _run(cluster: Cluster, program: str, *arguments: str, stdin: str = "", check: bool = True) -> str:
    """Run a PostgreSQL program under the cluster's account; its output is returned."""
    done = subprocess.run(  # type: ignore[call-overload]  # keywords from a dict
        [str(postgres_bin(cluster.data) / program), *arguments],
        input=stdin,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **_as_account(cluster.account),
    )
    if check and done.returncode:
        tail = "\n".join((done.stdout or "").splitlines()[-15:])
        log = _log_tail(cluster) if program == "pg_ctl" else ""
        raise CannotGoOn(f"{program} failed:\n{tail}\n{log}", code=1)
    return str(done.stdout or "")


def _log_tail(cluster: Cluster) -> str:
    try:
        return f"{cluster.log}:\n" + "\n".join(cluster.log.read_text(errors="replace").splitlines()[-15:])
    except OSError:
        return ""


def sql(cluster: Cluster, statements: str, database: str = "postgres") -> str:
    """Run SQL as the cluster's superuser over the socket; rows come back unaligned, `|` between columns."""
    where = ("-h", str(cluster.sockets), "-p", str(PORT), "-d", database)
    return _run(cluster, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *where, stdin=statements)


def running_pid(cluster: Cluster) -> int | None:
    """The postmaster's process id, or None where the pid file is missing or left over."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
        folder = Path(f"/proc/{pid}/cwd").readlink()  # a postmaster works in its data folder
    except (OSError, ValueError, IndexError):
        return None
    return pid if folder.resolve() == cluster.data.resolve() else None


def _create(cluster: Cluster) -> None:
    """initdb into a folder beside, then rename, so that an interrupted run leaves nothing half made."""
    building = cluster.home / "data.new"
    shutil.rmtree(building, ignore_errors=True)
    options = ("--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--auth=peer", "--no-instructions")
    _run(cluster, "initdb", "-D", str(building), *options)
    (building / "pg_hba.conf").write_text(
        f"# Unix socket only: the cluster's own account by its name, everyone else by password.\n"
        f"local all {cluster.account} peer\nlocal all all scram-sha-256\n"
    )
    with (building / "postgresql.conf").open("a") as file:
        file.write("\ninclude_if_exists = 'stoa.conf'  # written anew at every start by ops/postgres.py\n")
    building.rename(cluster.data)


def _configure(cluster: Cluster) -> None:
    version = int((cluster.data / "PG_VERSION").read_text())
    settings = machine.postgres_settings(machine.memory_bytes(), machine.cores(), version)
    settings |= {
        "listen_addresses": "''",
        "port": str(PORT),
        "unix_socket_directories": "'{}'".format(str(cluster.sockets).replace("'", "''")),
        "unix_socket_permissions": "0700",
        "password_encryption": "'scram-sha-256'",
    }
    text = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (cluster.data / "stoa.conf").write_text(
        "# Sized to this machine at every start. Your own changes go last in postgresql.conf.\n" + text
    )


def start() -> Cluster:
    """Make the cluster if there is none and start it if it is stopped."""
    cluster = locate()
    if running_pid(cluster) is not None:
        _run(cluster, "pg_isready", "-q", "-h", str(cluster.sockets), "-p", str(PORT), "-t", "60")
        return cluster
    _make_private(cluster.home, cluster.account)
    _make_private(cluster.sockets, cluster.account)
    if not (cluster.data / "PG_VERSION").exists():
        say(f"      new cluster in {cluster.data}, account {cluster.account}")
        _create(cluster)
    _configure(cluster)
    # What a crash or reboot left behind would let PostgreSQL mistake a stranger's process id for its own.
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for left_over in cluster.sockets.glob(".s.PGSQL.*"):
        left_over.unlink()
    _run(cluster, "pg_ctl", "-D", str(cluster.data), "-l", str(cluster.log), "-w", "-t", "120", "start")
    return cluster


def stop() -> bool:
    """Stop the cluster; False where none was running."""
    cluster = locate()
    if running_pid(cluster) is None:
        return False
    _run(cluster, "pg_ctl", "-D", str(cluster.data), "-m", "fast", "-w", "-t", "60", "stop")
    return True


def url(cluster: Cluster, password: str, database: str = paths.DATABASE_NAME) -> str:
    """The DATABASE_URL of a database in the cluster."""
    return (
        f"postgis://{paths.DATABASE_ROLE}:{password}@{quote(str(cluster.sockets), safe='')}:{PORT}/{database}"
    )


def stored_password() -> str:
    """The role's password: the one in var/env, or a new one."""
    stored = urlsplit(environment.read().get("DATABASE_URL", "")).password
    return unquote(stored) if stored else secrets.token_urlsafe(24)


def ensure_database(cluster: Cluster, password: str, database: str = paths.DATABASE_NAME) -> None:
    """The role, the database and its extensions; template1 has them too: test databases need no superuser."""
    role = paths.DATABASE_ROLE
    sql(
        cluster,
        f"""DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF;
        END $$;
        ALTER ROLE {role} LOGIN CREATEDB NOSUPERUSER PASSWORD '{password}';""",
    )
    if paths.READING_ROLE not in sql(cluster, "SELECT rolname FROM pg_roles").split():
        sql(cluster, f"CREATE ROLE {paths.READING_ROLE} NOLOGIN NOINHERIT;")
    sql(cluster, f"GRANT {paths.READING_ROLE} TO {role};")
    extend = "".join(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public;\n" for name in paths.EXTENSIONS)
    quiet = "SET client_min_messages = warning;\n"
    sql(cluster, quiet + extend, "template1")
    if database not in sql(cluster, "SELECT datname FROM pg_database").split():
        sql(cluster, f'CREATE DATABASE "{database}" OWNER {role};')
    # PostgreSQL 15 took CREATE on schema public away from everyone but the owner of the database.
    sql(cluster, quiet + extend + f"GRANT ALL ON SCHEMA public TO {role};", database)


def prepare() -> str:
    """A running private cluster with our database in it; returns its DATABASE_URL and keeps it in var/env."""
    cluster = start()
    password = stored_password()
    ensure_database(cluster, password)
    address = url(cluster, password)
    environment.keep(DATABASE_URL=address, PRIVATE_DATABASE="yes", API_DATABASE_ROLE=paths.READING_ROLE)
    return address


def remove() -> None:
    """Delete the cluster and all that it holds."""
    cluster = locate()
    stop()
    for folder in (cluster.sockets, cluster.home):
        shutil.rmtree(folder, ignore_errors=True)
