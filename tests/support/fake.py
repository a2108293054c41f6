"""A fake server in a thread of its own, and the connections that its clients hold."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from opencode_sessions.testing import ModelReply, Reasoning, Stall, Text, ToolCall
from tools.faults.fake import FakeServer

LONG_TEXT = "".join(f"word {number} " for number in range(150))

SCRIPTS: dict[str, Sequence[ModelReply]] = {
    "short": [ModelReply("Hello.")],
    "long": [ModelReply(Text(LONG_TEXT, chunk_size=5, delay=0.005))],
    "thinks": [ModelReply(Reasoning(LONG_TEXT, chunk_size=5, delay=0.001), Text(LONG_TEXT, chunk_size=5, delay=0.001))],
    "hangs": [ModelReply(Text("So far.", chunk_size=3), Stall(600))],
    "asks": [
        ModelReply("May I?", ToolCall("bash", {"command": "rm old.txt", "description": "Remove"})),
        ModelReply("Done."),
    ],
}


class FakeThread:
    """A fake server that sends no event but those of its turns. A context manager.

    Args:
        script: Gives the replies of the model to a prompt's text. Default: those of `SCRIPTS`.
        options: As for `FakeServer`.

    Attributes:
        server: The server; other threads may only read from it.
    """

    def __init__(self, script: Callable[[str], Sequence[ModelReply]] = SCRIPTS.__getitem__, **options: Any) -> None:
        self.server = FakeServer(script, time_scale=1000.0, **options)
        self._started = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="fake server")

    @property
    def url(self) -> str:
        """The address of the server."""
        return self.server.url

    @property
    def held(self) -> tuple[int, int]:
        """The number of open event streams, and of prompts that wait for a response."""
        waiting = sum(not prompt._ended.is_set for prompt in self.server.prompts)
        return self.server.listeners, min(waiting, self.server.connections)

    def thaw(self) -> None:
        """Let a server that its script froze go on."""
        self._loop.call_soon_threadsafe(self.server.thaw)

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        async with self.server:
            self._started.set()
            await self._ended.wait()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()


def threads_left(before: set[threading.Thread]) -> list[Any]:
    """Return the threads that were started since, without those that trio keeps for reuse."""
    return [
        thread for thread in threading.enumerate() if thread not in before and not thread.name.startswith("Trio thread")
    ]
