"""The real server's life: it ends with the client, and with the process that started it, however that ends."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from modes import Awaited
from waiting import wait_until

from opencode_sessions import AsyncOpencode, BadRequestError, Opencode, ServerStartError
from opencode_sessions.testing import ScriptedModel

#: A program of a user's, which says where its server is and then waits to be told how to end.
PROGRAM = """
import os, sys
from opencode_sessions import Opencode

client = Opencode.launch({project!r})
print(client.server.pid, client.base_url, client.server.log_path, flush=True)
sys.stdin.readline()
{end}
"""


def is_gone(group: int) -> bool:
    """Whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(
    ("end", "signal_number"),
    [
        ("client.close()", None),
        ("", None),
        ("raise RuntimeError('lost')", None),
        ("os._exit(3)", None),
        ("os.kill(os.getpid(), 15)", None),
        ("", signal.SIGKILL),
        ("", signal.SIGINT),
    ],
    ids=["close", "exit", "exception", "_exit", "SIGTERM", "SIGKILL", "SIGINT"],
)
def test_the_server_ends_with_its_program(
    project: Path, env: dict[str, str], end: str, signal_number: signal.Signals | None
) -> None:
    code = PROGRAM.format(project=str(project), end=end)
    program = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    told = program.stdout.readline()
    assert told, program.communicate()[1]
    group, _, log = told.split(maxsplit=2)
    assert not is_gone(int(group))
    if signal_number is not None:
        program.send_signal(signal_number)
    program.communicate("\n", timeout=30)
    assert wait_until(lambda: is_gone(int(group)))
    assert wait_until(lambda: not Path(log.strip()).exists())


@pytest.mark.anyio
async def test_launch_and_close(mode: str, project: Path, env: dict[str, str], model: ScriptedModel) -> None:
    """The whole way in each mode: start, chat, end."""
    launched: Any
    if mode == "sync":
        launched = Awaited(Opencode.launch(project, env=env))
    else:
        launched = await AsyncOpencode.launch(project, env=env)
    async with launched as client:
        assert client.directory == str(project)
        model.push("Hello yourself.")
        session = await client.session.create()
        assert (await client.session.chat(session.id, "Hello?")).text == "Hello yourself."
    assert launched.server.stopped()
    assert not launched.server.log_path.exists()


def test_two_servers_at_once_and_a_second_event_loop(project: Path, env: dict[str, str]) -> None:
    with Opencode.launch(project, env=env) as one, Opencode.launch(project, env=env) as two:
        assert one.base_url != two.base_url
        one.session.create(title="here")
        assert one.health().version == two.health().version

        async def titles() -> list[str]:
            assert one.server is not None
            async with AsyncOpencode(one.base_url, password=one.server.password, directory=project) as client:
                return [session.title for session in await client.session.list()]

        assert asyncio.run(titles()) == asyncio.run(titles()) == ["here"]
    for client in (one, two):
        assert client.server is not None
        assert client.server.stopped()


def test_a_broken_configuration_is_told(project: Path, env: dict[str, str]) -> None:
    (project / "opencode.json").write_text("{ this is not JSON")
    with Opencode.launch(project, env=env) as client, pytest.raises(BadRequestError, match="ConfigJsonError"):
        client.session.create()


def test_a_program_that_is_no_server(project: Path, tmp_path: Path, env: dict[str, str]) -> None:
    program = tmp_path / "opencode"
    program.write_text("#!/bin/sh\necho no such command >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(ServerStartError, match="no such command") as caught:
        Opencode.launch(project, program=program, env=env)
    assert caught.value.exit_code == 3


def test_the_password_is_no_secret_of_the_process_list(project: Path, env: dict[str, str]) -> None:
    with Opencode.launch(project, env=env) as client:
        server: Any = client.server
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        assert server.password not in listed
        assert server.password not in repr(client) + repr(server) + server.log_path.read_text()
