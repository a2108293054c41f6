"""A launched server that dies, or is restarted: who is told, and what a call says."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from datetime import UTC, datetime

import pytest

from opencode_sessions import ConnectionLostError, NotSentError, OpencodeError, ServerExit
from tests.support.impostor import Impostor
from tests.support.stand_in import Project, crash, is_alive, until
from tests.support.waiting import act_once, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")


@pytest.mark.anyio
class TestRestart:
    async def test_on_request(self, mode: str, project: Project) -> None:
        client, server = await project.client_in(mode)
        async with client:
            before = (server.pid, server.url, server.password)
            assert server.alive
            await client.server.restart()
            assert server.alive
            assert (server.url, server.password) == before[1:]
            assert server.pid != before[0]
            assert not is_alive(before[0])
            assert (await client.health()).healthy
            assert server.exit is None
        assert not server.alive
        with pytest.raises(OpencodeError, match="was stopped"):
            await client.server.restart()

    async def test_of_a_server_that_died(self, mode: str, project: Project) -> None:
        client, server = await project.client_in(mode)
        async with client:
            await crash(server)
            assert await until(lambda: server.exit)
            await client.server.restart()
            assert server.exit is None
            assert (await client.health()).healthy

    async def test_by_itself(self, mode: str, project: Project) -> None:
        exits: list[ServerExit] = []
        client, server = await project.client_in(mode, restart=True, on_exit=exits.append)
        async with client:
            before = (server.url, server.password)
            await crash(server)
            # The call waits for the restart.
            assert (await client.health()).healthy
            assert (server.url, server.password) == before
            [found] = exits
            assert (found.exit_code, found.signal, found.is_restarted) == (7, None, True)
            assert "listening on" in found.log_lines[-1]
            assert abs((datetime.now(UTC) - found.at).total_seconds()) < 60
        assert wait_until(server.stopped)

    async def test_not_for_ever(self, mode: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("opencode_sessions.server.process.backoff", lambda _: 0.01)
        exits: list[ServerExit] = []
        client, server = await project.client_in(mode, "dies-again", restart=True, on_exit=exits.append)
        async with client:
            await crash(server)
            assert await until(lambda: server.exit and not server.exit.is_restarted)
            assert [(found.exit_code, found.is_restarted) for found in exits] == [
                (7, True),
                *[(4, True)] * 4,
                (4, False),
            ]
            with pytest.raises(NotSentError, match=r"ended at .* with exit code 4") as caught:
                await client.health()
            assert caught.value.server_exit == server.exit

    async def test_a_client_that_is_closed_before_it_is_back(
        self, mode: str, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("opencode_sessions.server.process.backoff", lambda _: 60.0)
        client, server = await project.client_in(mode, restart=True)
        async with client:
            await crash(server)
            assert await until(lambda: server.exit)
            started = time.monotonic()
        assert time.monotonic() - started < 5
        assert server.stopped()
        assert len(project.processes()) == 1

    async def test_a_call_waits_only_as_long_as_it_may_take_to_connect(
        self, mode: str, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("opencode_sessions.server.process.backoff", lambda _: 60.0)
        client, server = await project.client_in(mode, restart=True, timeout=0.3, max_retries=0)
        async with client:
            await crash(server)
            with pytest.raises(NotSentError, match="is being started again"):
                await client.health()

    async def test_an_on_exit_that_fails(self, mode: str, project: Project, caplog: pytest.LogCaptureFixture) -> None:
        def fail(_: ServerExit) -> None:
            raise RuntimeError("not today")

        client, server = await project.client_in(mode, restart=True, on_exit=fail)
        async with client:
            await crash(server)
            assert (await client.health()).healthy
        assert "not today" in caplog.text


@pytest.mark.anyio
class TestDeath:
    async def test_a_call_says_that_the_server_died(self, mode: str, project: Project) -> None:
        client, server = await project.client_in(mode, max_retries=5)
        async with client:
            await crash(server)
            started = time.monotonic()
            with pytest.raises(
                NotSentError, match=r"is gone; .*It ended at .* with exit code 7. It printed:"
            ) as caught:
                await client.health()
            # It is not tried again.
            assert time.monotonic() - started < 3
            found = caught.value.server_exit
            assert found is not None
            assert found.exit_code == 7
            assert "listening" in found.log_lines[-1]
            assert server.password not in str(caught.value)
            assert pickle.loads(pickle.dumps(caught.value)).server_exit == found

    async def test_a_call_during_which_it_dies(self, mode: str, project: Project) -> None:
        client, server = await project.client_in(mode, "hangs", max_retries=0)
        async with client:
            with (
                act_once(lambda: len(project.calls()) > 1, lambda: os.kill(server.pid, signal.SIGKILL)),
                pytest.raises(ConnectionLostError, match=r"exit code 137 \(SIGKILL\)") as caught,
            ):
                await client.health()
            assert caught.value.server_exit is not None
            assert caught.value.server_exit.signal is signal.SIGKILL

    async def test_who_listens_on_its_port_gets_nothing(self, mode: str, project: Project) -> None:
        client, server = await project.client_in(mode)
        async with client:
            os.kill(server.pid, signal.SIGKILL)
            assert await until(lambda: not server.alive)
            with Impostor(server.port) as impostor:
                with pytest.raises(NotSentError):
                    await client.health()
                with pytest.raises(NotSentError):
                    await client.session.chat("ses_1", "a secret prompt")
                assert impostor.received == []

    async def test_a_watchdog_that_is_killed_takes_the_server_along(self, mode: str, project: Project) -> None:
        exits: list[ServerExit] = []
        client, server = await project.client_in(mode, "helper", restart=True, on_exit=exits.append)
        async with client:
            processes = project.processes()
            os.kill(os.getpgid(server.pid), signal.SIGKILL)
            assert await until(lambda: not any(map(is_alive, processes)))
            assert (await client.health()).healthy
            assert [found.exit_code for found in exits] == [None]

    async def test_the_last_lines_have_no_secrets(self, mode: str, project: Project) -> None:
        env = {"BEHAVIOUR": "talks", "SOME_API_KEY": "sk-from-the-environment", "SAID": "sk-from-the-environment"}
        config = {"provider": {"x": {"options": {"apiKey": "sk-from-the-config"}}}}
        client, server = await project.client_in(mode, env=env, config=config)
        async with client:
            assert await until(lambda: len(server.log_tail) > 3)
            text = "\n".join(server.log_tail)
            assert "SAID=***" in text
            assert '"apiKey": "***"' in text
            assert "PASSWORD=***" in text
