"""The fake server of `opencode_sessions.testing` on a port, and what happens to its process.

It is ended, started again, or stopped for a while, and keeps what it sent.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from attrs import frozen

from opencode_sessions.testing import ModelReply, ModelScript, ToolCall
from opencode_sessions.testing.fake.agent import Agent, Prompt, text_of
from opencode_sessions.testing.fake.server import Exchange, FakeOptions, ServerState
from opencode_sessions.testing.fake.wire import JSON, Response
from tools.faults.fake.dialects import DIALECTS
from tools.faults.wire import (
    LAST_CHUNK,
    Connection,
    Disconnected,
    Head,
    accept,
    chunk,
    has_left,
    read_body,
    read_head,
    refuse,
)

__all__ = ["Call", "FakeServer"]

_REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 500: "Error"}


@frozen
class Call:
    """A request and its response, as recorded traffic has it."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    status: int
    response: Any


class FakeServer(ServerState):
    """An opencode server of one version, without a model. An async context manager.

    Args:
        script: Gives the replies of the model to a prompt's text.
        version: One of `DIALECTS`.
        password: For HTTP basic with the user `opencode`. Default: none.
        directory: Where it works.
        busy_after: Seconds from a prompt to the moment at which its session turns busy.
        time_scale: Seconds here for each second between the heartbeats of the real server.
        asks: The tools that need a permission.
        record: Keep calls and events, for `calls` and `events`.

    Attributes:
        prompts: Every prompt that was received, in order.
        prompted: Set once there is one.
        agents: The sessions, by identifier.
        calls: The calls that were responded to, when it records.
        events: The events that were sent, each once, when it records.
    """

    def __init__(
        self,
        script: Callable[[str], Sequence[ModelReply]],
        *,
        version: str = "1.18.33",
        password: str | None = None,
        directory: str = "/home/me/project",
        busy_after: float = 0.0,
        time_scale: float = 1.0,
        asks: Sequence[str] = ("bash",),
        record: bool = False,
    ) -> None:
        dialect = DIALECTS[version]
        super().__init__(
            ModelScript(),
            FakeOptions(
                directory=directory,
                permission=dict.fromkeys(asks, "ask"),
                password=password,
                busy_after=busy_after,
                heartbeat=(dialect.heartbeat or 0.0) * time_scale,
                dialect=dialect,
            ),
        )
        self.prompted = asyncio.Event()
        self.calls: list[Call] = []
        self.events: list[JSON] = []
        self._replies_to = script
        self._replies: dict[str, deque[ModelReply]] = {}
        self._record = record
        self._requests: dict[Exchange, tuple[str, str, dict[str, str], Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._driver: asyncio.Task[None] | None = None
        self._awake = asyncio.Event()
        self._awake.set()
        self._port = 0
        self._unresponsive_until = 0.0

    @property
    def port(self) -> int:
        """The port, the same after it was ended and started again."""
        return self._port

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def connections(self) -> int:
        """The number of open connections that have sent a request."""
        return len(self._connections)

    def prompt_all(self, text: str) -> None:
        """Send a prompt to every session, as somebody else. Servers before 1.0.0 do not tell whose an answer is."""
        if self.dialect.steps_are_messages:
            for agent in self.agents.values():
                agent.take([{"type": "text", "text": text}], user=self._user(agent, {}))
            self.scheduler.wake()

    # ---------------------------------------------------------------- what happens to a process

    async def start(self, *, unresponsive: float = 0.0) -> None:
        """Listen.

        Args:
            unresponsive: Seconds for which connections are accepted and get no response.
        """
        loop = asyncio.get_running_loop()
        self._unresponsive_until = loop.time() + unresponsive
        self._server = await accept(self._talk, self._tasks, self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self._driver = loop.create_task(self._until(lambda: False))

    async def kill(self) -> None:
        """End as by SIGKILL: connections break, running turns are forgotten, what is stored stays."""
        server, self._server = self._server, None
        if server is not None:
            await refuse(server)
        for connection in list(self._connections):
            connection.reset()
        for agent in self.agents.values():
            agent.forget()
        tasks = [*self._tasks, *([self._driver] if self._driver else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.drop_connections()
        self.thaw()

    def freeze(self) -> None:
        """Stop as by SIGSTOP: connections are accepted and get no response."""
        self.scheduler.is_frozen = True
        self._awake.clear()

    def thaw(self) -> None:
        """Go on as by SIGCONT."""
        self.scheduler.is_frozen = False
        self.scheduler.wake()
        self._awake.set()

    async def __aenter__(self) -> FakeServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def _until(self, condition: Callable[[], object]) -> None:
        """Run what is due until a condition is met."""
        woken = asyncio.Event()
        self.scheduler.add_waker(woken.set)
        try:
            while not condition():
                woken.clear()
                left = self.scheduler.run_due()
                # Not `wait_for`, which in Python 3.11 may lose a cancellation.
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await woken.wait()
        finally:
            self.scheduler.remove_waker(woken.set)

    # ---------------------------------------------------------------- what agents need

    def model_reply(self, agent: Agent, user: JSON) -> ModelReply | None:
        """Return the model's next reply to a prompt."""
        if user["id"] not in self._replies:
            message = next(one for one in agent.messages if one["info"] is user)
            self._replies[user["id"]] = deque(self._replies_to(text_of(message)))
        replies = self._replies[user["id"]]
        return replies.popleft() if replies else None

    async def use(self, agent: Agent, call: ToolCall, arguments: JSON) -> str:
        """Return the output of a tool."""
        return "done\n"

    # ---------------------------------------------------------------- what is kept

    def tell(self, directory: str, event: JSON) -> None:
        """Send an event to all who listen to its directory."""
        if self._record:
            self.events.append(json.loads(json.dumps(event)))
        super().tell(directory, event)

    def _take(self, agent: Agent, parts: Sequence[JSON], user: JSON) -> Prompt:
        prompt = super()._take(agent, parts, user)
        self.prompted.set()
        return prompt

    def _handle(self, exchange: Exchange, method: str, url: Any, headers: Any, content: bytes) -> None:
        if self._record:
            query = {name: values[-1] for name, values in parse_qs(url.query).items()}
            body = None
            with suppress(ValueError):
                body = json.loads(content) if content else None
            self._requests[exchange] = (method, url.path, query, body)
        super()._handle(exchange, method, url, headers, content)

    def noted(self, exchange: Exchange, response: Response) -> None:
        """Keep a call."""
        if exchange in self._requests:
            self.calls.append(Call(*self._requests.pop(exchange), *response[:2]))

    # ---------------------------------------------------------------- connections

    async def _talk(self, connection: Connection) -> None:
        if asyncio.get_running_loop().time() < self._unresponsive_until:
            await connection.disconnected.wait()
            return
        self._connections.add(connection)
        try:
            while True:
                head = await read_head(connection)
                content = b"".join([piece async for piece in read_body(connection, head)])
                await self._awake.wait()
                await self._serve(connection, head, content)
        finally:
            self._connections.discard(connection)

    async def _serve(self, connection: Connection, head: Head, content: bytes) -> None:
        method, target, _ = head.start.split(" ")
        exchange = self.handle(method, target, headers=head.headers, content=content)
        try:
            await self._next(connection, lambda: exchange.status is not None or exchange.is_broken)
            await self._awake.wait()
            await self._write(connection, exchange)
        finally:
            self.leave(exchange)

    async def _next(self, connection: Connection, condition: Callable[[], object]) -> None:
        """Wait for a condition, as long as the client is there."""
        if condition():
            return
        waiting = asyncio.ensure_future(self._until(condition))
        try:
            if await has_left(connection, waiting):
                raise Disconnected
        finally:
            waiting.cancel()

    async def _write(self, connection: Connection, exchange: Exchange) -> None:
        if exchange.status is None:
            raise Disconnected
        headers = dict(exchange.headers)
        start = f"HTTP/1.1 {exchange.status} {_REASONS.get(exchange.status, 'Status')}"
        if exchange.is_complete:
            content = b"".join(exchange.pieces)
            if exchange.status != 204:
                headers["content-length"] = str(len(content))
            await connection.write(Head(start, headers).encode() + content)
            return
        await connection.write(Head(start, {**headers, "transfer-encoding": "chunked"}).encode())
        while not exchange.is_over:
            await self._next(connection, lambda: exchange.pieces or exchange.is_over)
            await self._awake.wait()
            while exchange.pieces:
                await connection.write(chunk(exchange.pieces.popleft()))
        await connection.write(LAST_CHUNK)
