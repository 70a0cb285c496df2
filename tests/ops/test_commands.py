"""The Makefile and what stands behind it."""

import re
import socket

import pytest

from ops import paths, serve
from ops.__main__ import COMMANDS
from ops.screen import CannotGoOn


def test_every_command_has_a_make_target_with_a_description():
    described = set(re.findall(r"^([a-z]+):.*## .+", (paths.ROOT / "Makefile").read_text(), re.MULTILINE))
    assert described == set(COMMANDS) | {"help"}


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(CannotGoOn, match="PORT must be a number"):
        serve.chosen_port()


def test_a_taken_port_is_refused_in_one_sentence_that_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotGoOn, match=rf"Port {port} cannot be used .* PORT={port + 1}"):
            serve.refuse_taken_port("127.0.0.1", port)


def test_the_server_listens_on_what_it_was_told():
    command = serve.web_command("127.0.0.1", 8123)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8123"
