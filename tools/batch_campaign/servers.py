"""The servers of a campaign, which are killed and started again at the same address, and what they have stored."""

from __future__ import annotations

import asyncio
import random
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx

from opencode_sessions.server import ServerProcess, find_program
from opencode_sessions.testing import ModelReply, ScriptedModel, Text, ToolCall
from opencode_sessions.testing.completions import last_user_text
from tools.faults.fake import FakeServer

__all__ = ["FakeServers", "RealServers", "Servers", "text_of"]

_START_SECONDS = 30.0


def replies_to(prompt: str, seed: str) -> list[ModelReply]:
    """The model's replies to a prompt: now and then a tool first, then a text that takes up to a second."""
    rng = random.Random(f"{seed}/{prompt}")
    text = Text(text_of(prompt), chunk_size=8, delay=rng.choice([0.0, 0.01, 0.03, 0.1]))
    look = ToolCall("bash", {"command": "echo one", "description": "Say one"})
    return [ModelReply("A look.", look), ModelReply(text)] if rng.random() < 0.2 else [ModelReply(text)]


def text_of(prompt: str) -> str:
    """The last text that the model says to a prompt."""
    return f"The answer to {prompt}, which is the only one. And this is its end: {prompt}"


class Servers(ABC):
    """The servers of a campaign. An async context manager.

    Attributes:
        urls: Their addresses.
        password: Their password.
        directory: The directory of the jobs.
    """

    urls: list[str]
    password = "open sesame"
    directory: str

    @abstractmethod
    async def __aenter__(self) -> Servers: ...

    @abstractmethod
    async def __aexit__(self, *_: object) -> None: ...

    @abstractmethod
    async def restart(self, index: int, down: float) -> None:
        """Kill a server, and start it again after so many seconds."""

    @abstractmethod
    async def prompts(self) -> list[str]:
        """Return the texts of all prompts that were ever stored."""


class FakeServers(Servers):
    """Fake servers, whose prompts are all kept, also those of deleted sessions."""

    directory = "/home/me/project"

    def __init__(self, count: int, seed: str) -> None:
        def script(prompt: str) -> list[ModelReply]:
            return replies_to(prompt, seed)

        self._servers = [FakeServer(script, password=self.password, busy_after=0.02) for _ in range(count)]
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> FakeServers:
        for server in self._servers:
            await self._stack.enter_async_context(server)
        self.urls = [server.url for server in self._servers]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def restart(self, index: int, down: float) -> None:
        await self._servers[index].kill()
        await asyncio.sleep(down)
        await self._servers[index].start()

    async def prompts(self) -> list[str]:
        return [prompt.text for server in self._servers for prompt in server.prompts]


class RealServers(Servers):
    """Real servers (OPENCODE_BIN) with a scripted model."""

    def __init__(self, count: int, seed: str) -> None:
        self._count, self._seed = count, seed
        self._stack = AsyncExitStack()
        self._servers: list[ServerProcess] = []

    async def __aenter__(self) -> RealServers:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        model = self._stack.enter_context(ScriptedModel(decide=self._decide))
        self._folder = _prepared(folder, model)
        self.directory = str(self._folder / "project")
        self._stack.callback(self._kill_all)
        for index in range(self._count):
            self._servers.append(await self._started(index, None))
        self.urls = [server.url for server in self._servers]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _decide(self, request: Mapping[str, Any]) -> ModelReply:
        replies = replies_to(last_user_text(request), self._seed)
        is_first = request["messages"][-1]["role"] == "user"
        return replies[0 if is_first else -1]

    async def _started(self, index: int, port: int | None) -> ServerProcess:
        env = {
            # Each has a store of its own.
            "HOME": str(self._folder / f"home-{index}"),
            "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1",
            "OPENCODE_MODELS_PATH": str(self._folder / "catalogue.json"),
            "OPENCODE_DISABLE_MODELS_FETCH": "1",
        }
        server = ServerProcess(find_program(None), directory=self.directory, password=self.password, env=env, port=port)
        async with asyncio.timeout(_START_SECONDS):
            while server.poll_url() is None:  # noqa: ASYNC110 (it is a file that is looked at)
                await asyncio.sleep(0.02)
        return server

    def _kill_all(self) -> None:
        for server in self._servers:
            server.kill()

    async def restart(self, index: int, down: float) -> None:
        server = self._servers[index]
        server.kill()
        while not server.stopped():  # noqa: ASYNC110 (it is a process that is looked at)
            await asyncio.sleep(0.02)
        await asyncio.sleep(down)
        self._servers[index] = await self._started(index, server.port)

    async def prompts(self) -> list[str]:
        return [text for url in self.urls async for text in self._stored(url)]

    async def _stored(self, url: str) -> AsyncIterator[str]:
        auth = ("opencode", self.password)
        async with httpx.AsyncClient(base_url=url, auth=auth, trust_env=False, timeout=_START_SECONDS) as client:
            where = {"directory": self.directory}
            sessions = await client.get("/session", params={**where, "limit": 1_000_000_000})
            for session in sessions.raise_for_status().json():
                messages = await client.get(f"/session/{session['id']}/message", params=where)
                for text in _prompts(messages.raise_for_status().json()):
                    yield text


def _prepared(folder: str, model: ScriptedModel) -> Path:
    """Return a folder with a git repository as the project, and an empty catalogue of models."""
    path = Path(folder).resolve()
    project = path / "project"
    project.mkdir()
    model.configure(project)
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    (path / "catalogue.json").write_text("{}")
    return path


def _prompts(messages: list[Any]) -> Iterator[str]:
    for message in messages:
        if message["info"]["role"] == "user":
            yield "".join(part["text"] for part in message["parts"] if part["type"] == "text")
