"""The real server's life: it ends with the client, and with the process that started it, however that ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.to_thread import run_sync

from opencode_sessions import (
    AsyncOpencode,
    BadRequestError,
    ConnectionLostError,
    NotSentError,
    Opencode,
    ServerExit,
    ServerProcess,
    ServerStartError,
    TurnLostError,
)
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text
from tests.support.modes import Awaited
from tests.support.stand_in import command_lines
from tests.support.waiting import act_once, wait_until

#: A program of a user's, which prints the place of its server, and then waits for the signal to end.
PROGRAM = """
import os, sys
from opencode_sessions import Opencode

client = Opencode.launch({project!r})
print(os.getpgid(client.server.pid), client.base_url, client.server.log_path, flush=True)
sys.stdin.readline()
{end}
"""


async def launched_in(mode: str, *args: Any, **options: Any) -> tuple[Any, ServerProcess]:
    """A client of a mode, awaited, and its server as it is."""
    client: Any = Opencode.launch(*args, **options) if mode == "sync" else await AsyncOpencode.launch(*args, **options)
    assert client.server is not None
    return (Awaited(client) if mode == "sync" else client), client.server


def is_gone(number: int, kill: Callable[[int, int], None] = os.killpg) -> bool:
    """Check that no process of a group is left, or that a process is not."""
    try:
        kill(number, 0)
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
    line = program.stdout.readline()
    assert line, program.communicate()[1]
    group, _, log = line.split(maxsplit=2)
    assert not is_gone(int(group))
    if signal_number is not None:
        program.send_signal(signal_number)
    program.communicate("\n", timeout=180)
    assert wait_until(lambda: is_gone(int(group)))
    assert wait_until(lambda: not Path(log.strip()).exists())


@pytest.mark.anyio
async def test_launch_and_close(mode: str, project: Path, env: dict[str, str], model: ScriptedModel) -> None:
    """The whole way in each mode: start, chat, end."""
    client, server = await launched_in(mode, project, env=env)
    async with client:
        assert client.directory == str(project)
        model.push("Hello yourself.")
        session = await client.session.create()
        assert (await client.session.chat(session.id, "Hello?")).text == "Hello yourself."
    assert server.stopped()
    assert not server.log_path.exists()


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


def test_a_broken_configuration_is_reported(project: Path, env: dict[str, str]) -> None:
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


def test_the_password_is_not_in_the_process_list(project: Path, env: dict[str, str]) -> None:
    with Opencode.launch(project, env=env) as client:
        server: Any = client.server
        listed = command_lines()
        assert " serve --hostname " in listed
        assert server.password not in listed
        assert server.password not in repr(client) + repr(server) + server.log_path.read_text()


@pytest.mark.anyio
async def test_the_port_the_host_name_and_the_settings(mode: str, project: Path, env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    client, server = await launched_in(
        mode, project, env=env, port=port, hostname="localhost", config={"username": "somebody"}
    )
    async with client:
        assert client.base_url == f"http://localhost:{port}"
        settings = await client.config.get()
        # Merged over those of the project.
        assert (settings.username, settings.model) == ("somebody", "scripted/scripted")
        assert Path(f"/proc/{server.pid}/exe").resolve() == Path(os.environ["OPENCODE_BIN"]).resolve()


@pytest.mark.parametrize("hostname", ["::1", "0.0.0.0"])
def test_other_addresses(project: Path, env: dict[str, str], hostname: str) -> None:
    with Opencode.launch(project, env=env, hostname=hostname) as client:
        assert client.health().healthy


@pytest.mark.anyio
async def test_it_is_started_again_when_it_dies(
    mode: str, project: Path, env: dict[str, str], model: ScriptedModel
) -> None:
    exits: list[ServerExit] = []
    client, server = await launched_in(mode, project, env=env, restart=True, on_exit=exits.append, timeout=180)
    async with client:
        session = await client.session.create(title="still here")
        url, first = server.url, server.pid
        os.kill(first, signal.SIGKILL)
        assert await run_sync(wait_until, lambda: not server.alive)
        # Waits until it listens again; connecting may take so long.
        patient = client.with_options(timeout=180)
        assert (await patient.session.get(session.id)).title == "still here"
        assert (server.url, server.pid != first) == (url, True)
        model.push("Back again.")
        assert (await client.session.chat(session.id, "Hello?")).text == "Back again."
        assert [(found.signal, found.is_restarted) for found in exits] == [(signal.SIGKILL, True)]
        await client.server.restart()
        assert (await client.session.get(session.id)).title == "still here"
        assert len(exits) == 1


@pytest.mark.anyio
async def test_a_turn_that_is_lost_says_how_the_server_ended(
    mode: str, project: Path, env: dict[str, str], model: ScriptedModel
) -> None:
    client, server = await launched_in(mode, project, env=env, restart=True, timeout=180)
    async with client:
        session = await client.session.create()
        model.push(ModelReply("Once", Stall(60)))
        sent = await client.session.prompt_async(session.id, "Tell me.")
        assert await run_sync(wait_until, lambda: model.requests, 60)
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(TurnLostError, match="The server died and has forgotten the turn") as caught:
            await sent.wait(120)
    assert caught.value.server_exit == server.last_exit
    assert server.last_exit is not None
    assert (server.last_exit.signal, server.last_exit.is_restarted) == (signal.SIGKILL, True)


@pytest.mark.anyio
async def test_an_open_subscription_goes_on_after_a_restart(mode: str, project: Path, env: dict[str, str]) -> None:
    client, server = await launched_in(mode, project, env=env, restart=True)
    async with client, client.event.subscribe() as events:
        os.kill(server.pid, signal.SIGKILL)
        assert await run_sync(wait_until, lambda: not server.alive)
        assert await run_sync(wait_until, lambda: server.alive, 60)
        await anyio.sleep(3)
        session = await client.session.create()
        with anyio.fail_after(60):
            async for event in events:
                if event.type == "session.created":
                    assert event.properties.info.id == session.id
                    break


async def chat(client: Any, session_id: str) -> None:
    """Send a prompt and wait for the reply."""
    await client.session.chat(session_id, "Hello?")


async def stream(client: Any, session_id: str) -> None:
    """Send a prompt and follow the turn."""
    async with client.session.stream(session_id, "Hello?") as turn:
        await turn.result()


@pytest.mark.anyio
@pytest.mark.parametrize("prompt", [chat, stream])
async def test_a_turn_during_which_it_dies(
    mode: str, project: Path, env: dict[str, str], model: ScriptedModel, prompt: Callable[..., Any]
) -> None:
    client, server = await launched_in(mode, project, env=env)
    model.push(ModelReply(Text("Well"), Stall(60)))
    async with client:
        session = await client.session.create()
        killed: list[float] = []

        def kill() -> None:
            os.kill(server.pid, signal.SIGKILL)
            killed.append(time.monotonic())

        with (
            act_once(lambda: model.requests, kill, 60),
            pytest.raises(ConnectionLostError) as caught,
        ):
            await prompt(client, session.id)
        # Long before a server that is out of reach is given up.
        assert time.monotonic() - killed[0] < 15
        assert "SIGKILL" in str(caught.value)
        assert caught.value.server_exit is not None
        assert server.password not in repr(caught.value) + str(caught.value)
        with pytest.raises(NotSentError, match="is gone"):
            await client.session.chat(session.id, "Hello?")


@pytest.mark.anyio
async def test_programs_share_a_server(
    mode: str,
    project: Path,
    env: dict[str, str],
    model: ScriptedModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "runtime").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    model.push("Hello yourself.")

    async def connect() -> Any:
        if mode == "sync":
            return Awaited(Opencode.connect_or_launch(project, env=env))
        return await AsyncOpencode.connect_or_launch(project, env=env)

    async with await connect() as one:
        session = await one.session.create()
        async with await connect() as two:
            assert one.base_url == two.base_url
            assert (await two.session.chat(session.id, "Hello?")).text == "Hello yourself."
        [path] = (tmp_path / "runtime").rglob("*.json")
        pid = json.loads(path.read_text())["pid"]
        os.kill(pid, 0)
    assert await run_sync(wait_until, lambda: is_gone(pid, os.kill), 15)
