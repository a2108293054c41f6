"""Environments with the real server: one for all cases, with a scripted model, and sometimes killed or stopped."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from attrs import define

from opencode_sessions import OpencodeError
from opencode_sessions.server import ServerProcess, find_program
from opencode_sessions.testing import ModelReply, ScriptedModel
from tools.faults.backend import Backend, Environment, PromptReport, Report
from tools.faults.plans import CasePlan, Settings, marker_of
from tools.faults.proxy import FaultProxy

__all__ = ["RealBackend"]

#: Seconds for the server to start, and to say what it has stored.
_START = 30.0
#: The kinds of faults, and what is done to the server. One that is ended is asked before it is killed.
_SERVER_FAULTS = (("kill", "kill"), ("kill", "end"), ("freeze", "freeze"))
_MARKER = re.compile(r"#\d+@[\w.-]+")


class RealBackend(Backend):
    """Makes environments of the real server, with faults that the seed draws. An async context manager."""

    def __init__(self, settings: Settings) -> None:
        self._rng = random.Random(f"{settings.seed}/server")
        self._kinds = [kind for name, kind in _SERVER_FAULTS if name in settings.kinds]
        self._password = settings.password
        self._replies: dict[str, tuple[ModelReply, ...]] = {}
        self._asked: Counter[str] = Counter()
        self._environments: set[_RealEnvironment] = set()
        self._stack = AsyncExitStack()
        self._server: ServerProcess | None = None
        self._is_up = asyncio.Event()

    async def __aenter__(self) -> RealBackend:
        stack = self._stack
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        self._project = _project_in(folder)
        model = stack.enter_context(ScriptedModel(decide=self._decide))
        model.configure(self._project, permission={"bash": "ask"})
        self._env = {"HOME": os.path.join(folder, "home"), "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}
        self._program = find_program(None)
        stack.callback(self._kill)
        await self._start()
        task = asyncio.get_running_loop().create_task(self._inject_faults())
        stack.callback(task.cancel)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def open(self, case: CasePlan, stack: AsyncExitStack) -> Environment:
        for turn in case.turns:
            self._replies[turn.marker] = turn.replies
        await self._is_up.wait()
        proxy = await stack.enter_async_context(FaultProxy(self._port, case.fault_plan))
        environment = _RealEnvironment(proxy, self)
        self._environments.add(environment)
        stack.callback(self._environments.discard, environment)
        return environment

    # ---------------------------------------------------------------- the server

    def _port(self) -> int:
        return (urlsplit(self._server.url).port or 0) if self._server is not None else 0

    async def _start(self) -> None:
        self._server = ServerProcess(self._program, directory=self._project, password=self._password, env=self._env)
        async with asyncio.timeout(_START):
            while self._server.poll_url() is None:  # noqa: ASYNC110 (it is a file that is looked at)
                await asyncio.sleep(0.02)
        self._is_up.set()

    def _kill(self) -> None:
        if self._server is not None:
            self._server.kill()

    async def _inject_faults(self) -> None:
        rng = self._rng
        while self._kinds:
            await asyncio.sleep(rng.uniform(5.0, 25.0))
            kind = rng.choice(self._kinds)
            for environment in self._environments:
                environment.server_faults.append(kind)
            if kind == "freeze":
                await self._freeze(rng.uniform(0.2, 4.0))
            else:
                await self._restart(rng.uniform(0.0, 1.5), ends=kind == "end")

    async def _freeze(self, seconds: float) -> None:
        assert self._server is not None
        group = os.getpgid(self._server.pid)
        os.killpg(group, signal.SIGSTOP)
        try:
            await asyncio.sleep(seconds)
        finally:
            os.killpg(group, signal.SIGCONT)

    async def _restart(self, down: float, *, ends: bool) -> None:
        assert self._server is not None
        self._is_up.clear()
        if ends:
            self._server.request_stop()
        else:
            self._server.kill()
        while not self._server.stopped():  # noqa: ASYNC110 (it is a process that is looked at)
            await asyncio.sleep(0.02)
        # The port is the proxies': where no server listens, nobody must.
        for environment in list(self._environments):
            await environment.proxy.stop()
        await asyncio.sleep(down)
        await self._start()
        for environment in list(self._environments):
            await environment.proxy.start()

    # ---------------------------------------------------------------- what it says

    def _decide(self, request: Mapping[str, Any]) -> ModelReply | None:
        users = [message for message in request["messages"] if message.get("role") == "user"]
        found = _MARKER.findall(json.dumps(users[-1], ensure_ascii=False)) if users else []
        if not found:
            return None
        replies = self._replies[found[-1]]
        number = self._asked[found[-1]]
        self._asked[found[-1]] += 1
        return replies[min(number, len(replies) - 1)]

    async def read(self, path: str) -> Any:
        """Read from the server itself, past all faults.

        Raises:
            OpencodeError: It does not say, in half a minute.
        """
        auth = ("opencode", self._password)
        async with httpx.AsyncClient(auth=auth, trust_env=False, timeout=5.0) as client:
            for _ in range(30):
                await self._is_up.wait()
                with suppress(httpx.HTTPError, ValueError):
                    response = await client.get(f"http://127.0.0.1:{self._port()}{path}")
                    if response.is_success:
                        return response.json()
                await asyncio.sleep(1.0)
        raise OpencodeError(f"The server does not say what it has at {path}.")


@define(eq=False)
class _RealEnvironment(Environment):
    _backend: RealBackend

    async def report(self) -> Report:
        prompts: list[PromptReport] = []
        status = await self._backend.read("/session/status")
        for session_id in self.proxy.sessions:
            messages = await self._backend.read(f"/session/{session_id}/message")
            prompts += _prompts(messages, is_busy=session_id in status)
        return Report(prompts, list(self.proxy.injected), list(self.server_faults))


def _project_in(folder: str) -> Path:
    """A git repository with a file."""
    project = Path(os.path.realpath(folder)) / "project"
    project.mkdir()
    (project / "a.txt").write_text("a\n")
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    return project


def _prompts(messages: list[Any], *, is_busy: bool) -> list[PromptReport]:
    """The prompts among stored messages, and what was said in return."""
    prompts = []
    for item in messages:
        if item["info"]["role"] != "user":
            continue
        answers = [one for one in messages if one["info"].get("parentID") == item["info"]["id"]]
        said = [
            (part["id"], part["messageID"], part["type"], part["text"])
            for one in answers
            for part in one["parts"]
            if part["type"] in ("text", "reasoning")
        ]
        text = "".join(part["text"] for part in item["parts"] if part["type"] == "text")
        prompts.append(PromptReport(marker_of(text), _state(answers, is_busy=is_busy), said))
    return prompts


def _state(answers: list[Any], *, is_busy: bool) -> str:
    info = answers[-1]["info"] if answers else {"time": {}}
    if "error" in info:
        return "aborted" if info["error"]["name"] == "MessageAbortedError" else "failed"
    if is_busy:
        return "busy"
    return "done" if "completed" in info["time"] else "forgotten"
