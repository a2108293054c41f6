"""One server for several programs of a user: found, shared, ended with the last of them, and nobody else's."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from opencode_sessions import AsyncOpencode, NotSentError, Opencode, ServerStartError
from opencode_sessions.server.shared import SharedPlace
from tests.support.impostor import Impostor
from tests.support.modes import Awaited
from tests.support.stand_in import Project, is_alive, until
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")

#: A program of a user's. It prints the address, and ends with its input.
PROGRAM = """
import sys
from opencode_sessions import Opencode

with Opencode.connect_or_launch({directory!r}, program={program!r}) as client:
    assert client.health().healthy
    print(client.base_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for the files of running programs."""
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def connect(mode: str, project: Project) -> Callable[..., Any]:
    """Connects a client of a mode, awaited."""

    async def connect(**options: Any) -> Any:
        options = {"directory": project.directory, "program": project.program, **options}
        if mode == "sync":
            return Awaited(await anyio.to_thread.run_sync(lambda: Opencode.connect_or_launch(**options)))
        return await AsyncOpencode.connect_or_launch(**options)

    return connect


def files(runtime: Path) -> list[Path]:
    """The files of servers."""
    return sorted(path for path in runtime.rglob("*.*") if path.is_file())


def program(project: Project) -> subprocess.Popen[str]:
    """A program of a user's."""
    code = PROGRAM.format(directory=str(project.directory), program=str(project.program))
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.anyio
class TestConnectOrLaunch:
    async def test_the_second_finds_the_server_of_the_first(
        self, connect: Callable[..., Any], project: Project, runtime: Path
    ) -> None:
        async with await connect() as one:
            async with await connect() as two:
                assert one.base_url == two.base_url
                assert one.server is two.server is None
                assert (await two.health()).healthy
            assert (await one.health()).healthy
            assert len(project.processes()) == 1
            for path in files(runtime):
                assert stat.S_IMODE(path.stat().st_mode) == 0o600
                assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert await until(lambda: not any(map(is_alive, project.processes())))
        assert await until(lambda: not files(runtime))
        # And the next one starts another.
        async with await connect() as three:
            assert (await three.health()).healthy
        assert len(project.processes()) == 2

    async def test_the_first_may_go_before_the_second(self, connect: Callable[..., Any], project: Project) -> None:
        one = await connect()
        two = await connect()
        await one.close()
        await anyio.sleep(1)
        async with two:
            assert (await two.health()).healthy
        assert len(project.processes()) == 1

    async def test_many_at_once_start_one(self, connect: Callable[..., Any], project: Project) -> None:
        clients: list[Any] = []

        async def one() -> None:
            clients.append(await connect())

        async with anyio.create_task_group() as tasks:
            for _ in range(5):
                tasks.start_soon(one)
        assert len({client.base_url for client in clients}) == len(project.processes()) == 1
        for client in clients:
            await client.close()

    async def test_other_settings_are_another_server(
        self, connect: Callable[..., Any], project: Project, tmp_path: Path
    ) -> None:
        (tmp_path / "link").symlink_to(project.directory)
        async with await connect() as one, await connect(config={"model": "a/b"}) as two:
            assert one.base_url != two.base_url
            async with await connect(directory=tmp_path / "link") as three:
                assert three.base_url == one.base_url

    async def test_a_server_that_died(self, connect: Callable[..., Any], project: Project, runtime: Path) -> None:
        async with await connect() as one:
            [server] = project.processes()
            os.kill(server, signal.SIGKILL)
            assert await until(lambda: not is_alive(server))
            with pytest.raises(
                NotSentError, match=r"is gone; call `connect_or_launch` again[^$]*listening on"
            ) as error:
                await one.health()
            assert "restart=True" not in str(error.value)
            assert error.value.server_exit is not None
            assert error.value.server_exit.is_shared
            with Impostor(int(one.base_url.rpartition(":")[2])) as impostor:
                with pytest.raises(NotSentError):
                    await one.health()
                async with await connect() as two:
                    assert two.base_url != one.base_url
                    assert (await two.health()).healthy
                assert impostor.received == []
        assert await until(lambda: not files(runtime))

    async def test_a_watchdog_that_was_killed(self, connect: Callable[..., Any], project: Project) -> None:
        async with await connect() as one:
            [server] = project.processes()
            os.kill(os.getpgid(server), signal.SIGKILL)
            assert await until(lambda: not is_alive(server))
            with pytest.raises(NotSentError, match="is gone"):
                await one.health()

    async def test_a_server_that_does_not_answer(
        self, connect: Callable[..., Any], project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for mode in ("_async", "_sync"):
            monkeypatch.setattr(f"opencode_sessions.{mode}.launch._PROBE_SECONDS", 1.0)
        async with await connect() as one:
            [server] = project.processes()
            os.kill(server, signal.SIGSTOP)
            try:
                async with await connect() as two:
                    assert two.base_url != one.base_url
            finally:
                os.kill(server, signal.SIGCONT)

    async def test_a_start_that_fails(self, connect: Callable[..., Any], project: Project, runtime: Path) -> None:
        with pytest.raises(ServerStartError, match="ended with exit code 3"):
            await connect(env={"BEHAVIOUR": "dies"})
        with pytest.raises(ServerStartError, match=r"did not listen within 0\.5 seconds"):
            await connect(env={"BEHAVIOUR": "silent"}, start_timeout=0.5)
        with pytest.raises(ServerStartError, match="no such directory"):
            await connect(directory=project.directory / "missing")
        with pytest.raises(ValueError, match="max_retries"):
            await connect(max_retries=-1)
        assert await until(lambda: not any(map(is_alive, project.processes())))

    async def test_another_process_that_takes_too_long(self, connect: Callable[..., Any], project: Project) -> None:
        place = SharedPlace(project.program, directory=project.directory)
        assert place.try_begin()
        with pytest.raises(ServerStartError, match="for too long"):
            await connect(start_timeout=0.1)
        place.end()

    async def test_stale_and_broken_files(
        self, connect: Callable[..., Any], project: Project, runtime: Path, tmp_path: Path
    ) -> None:
        folder = SharedPlace(project.program, directory=project.directory).folder
        with Impostor(0) as impostor:
            state = {"url": f"http://127.0.0.1:{impostor.port}", "username": "u", "password": "p", "pid": os.getpid()}
            (folder / "0.json").write_text(json.dumps({**state, "directory": str(project.directory)}))
            (folder / "0.alive").touch()
            (folder / "1.json").write_text("{")
            (folder / "2.json").symlink_to(tmp_path / "elsewhere")
            async with await connect() as client:
                assert client.base_url != state["url"]
                assert (await client.health()).healthy
                assert impostor.received == []
        assert not (folder / "0.json").exists()
        assert not (folder / "1.json").exists()

    async def test_a_folder_that_others_can_read(self, connect: Callable[..., Any], runtime: Path) -> None:
        folder = runtime / "opencode-sessions"
        folder.mkdir()
        folder.chmod(0o755)
        with pytest.raises(ServerStartError, match="not private"):
            await connect()
        folder.rmdir()
        folder.symlink_to(runtime / "elsewhere")
        with pytest.raises(ServerStartError, match=r"cannot be made|not private"):
            await connect()


def test_programs_at_once_start_one_which_ends_with_the_last(project: Project, runtime: Path) -> None:
    programs = [program(project) for _ in range(3)]
    addresses = {one.stdout.readline() for one in programs if one.stdout is not None}
    assert len(addresses) == len(project.processes()) == 1
    programs[0].communicate()
    programs[1].kill()
    programs[1].communicate()
    time.sleep(1)
    assert all(map(is_alive, project.processes()))
    programs[2].kill()
    programs[2].communicate()
    assert wait_until(lambda: not any(map(is_alive, project.processes())))
    assert wait_until(lambda: not files(runtime))


def test_where_the_files_are(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = SharedPlace(project.program, directory=project.directory)
    assert place.folder.parent == tmp_path / "cache" / "opencode-sessions"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place = SharedPlace(project.program, directory=project.directory)
    assert place.folder.parent == tmp_path / "home" / ".cache" / "opencode-sessions"
