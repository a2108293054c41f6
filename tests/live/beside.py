"""What goes on beside a test: prompts that somebody else waits for, and what the server tells of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions import Opencode, OpencodeError, Reply, ServerProcess
from opencode_sessions.connections import SyncLine

#: As long as no event of a test takes, unless something is wrong.
_SECONDS = 45.0


class Beside:
    """A second client, whose prompts run in threads. A context manager, at whose end they have ended."""

    def __init__(self, server: ServerProcess, directory: Path) -> None:
        self._client = Opencode(server.url, password=server.password, directory=directory)
        self._threads = ThreadPoolExecutor()
        self._prompts: dict[str, Future[Reply]] = {}
        self._lines: list[SyncLine] = []

    def prompt(self, session_id: str, text: str = "Go on.") -> Future[Reply]:
        """Send a prompt; its reply comes later."""
        line = SyncLine()
        self._lines.append(line)
        self._prompts[session_id] = self._threads.submit(self._chat, line, session_id, text)
        return self._prompts[session_id]

    def _chat(self, line: SyncLine, session_id: str, text: str) -> Reply:
        with self._client.beside(line) as client:
            return client.session.chat(session_id, text, model="scripted/scripted")

    def next_event(self, types: Collection[str]) -> Callable[[], Any]:
        """Listen from now on; the function that this gives waits for the first event of these types."""
        stream = self._client.event.subscribe()
        stream.__enter__()

        def first() -> Any:
            with stream:
                return next(event for event in stream if getattr(event, "type", None) in types)

        future = self._threads.submit(first)
        return lambda: future.result(_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session_id, prompt in self._prompts.items():
            if not prompt.done():
                with suppress(OpencodeError):
                    self._client.session.abort(session_id)
        # A server that waits for an answer to a request does not answer the prompt, aborted or not.
        for line in self._lines:
            line.cut()
        self._threads.shutdown()
        self._client.close()
