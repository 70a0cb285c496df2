"""The private cluster: where its socket lies, what tells whether it runs."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ops import postgres


def test_a_socket_lies_with_its_cluster_where_the_path_is_short():
    home = Path("/srv/stoa/var/postgres")
    assert postgres.choose_sockets(home, "mark") == home / "socket"


def test_a_long_path_moves_the_socket_to_tmp_within_the_limit_of_the_kernel():
    home = Path("/srv") / ("a" * 90) / "var/postgres"
    folder = postgres.choose_sockets(home, postgres.project_mark(home))
    assert folder.parent == Path("/tmp")
    assert postgres.socket_fits(folder)


def test_greek_letters_in_a_path_count_as_the_bytes_they_are():
    assert not postgres.socket_fits(Path("/" + "δ" * 50))
    assert postgres.socket_fits(Path("/" + "d" * 50))


def test_two_checkouts_have_different_marks():
    assert postgres.project_mark(Path("/srv/one")) != postgres.project_mark(Path("/srv/two"))


def test_the_address_holds_the_socket_folder_percent_encoded():
    cluster = postgres.Cluster("someone", Path("/srv/x"), Path("/srv/x/socket"))
    parts = urlsplit(postgres.url(cluster, "secret"))
    assert (parts.scheme, parts.username, parts.password) == ("postgis", "stoa", "secret")
    assert (unquote(parts.hostname or ""), parts.path) == ("/srv/x/socket", "/stoa")


def test_a_pid_file_that_names_a_stranger_is_taken_for_left_over(tmp_path: Path):
    cluster = postgres.Cluster("someone", tmp_path, tmp_path)
    cluster.data.mkdir()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert postgres.running_pid(cluster) is None


def test_a_pid_file_of_a_process_in_the_data_folder_is_taken_for_running(tmp_path: Path):
    cluster = postgres.Cluster("someone", tmp_path, tmp_path)
    cluster.data.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", "print('up', flush=True); input()"],
        cwd=cluster.data,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        (cluster.data / "postmaster.pid").write_text(f"{process.pid}\n")
        assert postgres.running_pid(cluster) == process.pid
        process.communicate(b"\n")
    assert postgres.running_pid(cluster) is None


def test_a_missing_or_empty_pid_file_means_stopped(tmp_path: Path):
    cluster = postgres.Cluster("someone", tmp_path, tmp_path)
    cluster.data.mkdir()
    assert postgres.running_pid(cluster) is None
    (cluster.data / "postmaster.pid").write_text("")
    assert postgres.running_pid(cluster) is None
