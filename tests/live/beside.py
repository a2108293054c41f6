"""What goes on beside a test: prompts that somebody else waits for, and what the server tells of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions import Opencode, OpencodeError, Reply, ServerProcess

#: As long as no prompt of a test takes, unless something is wrong.
_SECONDS = 45.0


class Beside:
    """A second client, whose prompts run in threads. A context manager, at whose end they have ended."""

    def __init__(self, server: ServerProcess, directory: Path) -> None:
        self._client = Opencode(server.url, password=server.password, directory=directory, turn_timeout=_SECONDS)
        self._threads = ThreadPoolExecutor()
        self._prompts: dict[str, Future[Reply]] = {}

    def prompt(self, session_id: str, text: str = "Go on.") -> Future[Reply]:
        """Send a prompt; its reply comes later."""
        future = self._threads.submit(self._client.session.chat, session_id, text, model="scripted/scripted")
        self._prompts[session_id] = future
        return future

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
        self._threads.shutdown(wait=kind is None)
        self._client.close()
