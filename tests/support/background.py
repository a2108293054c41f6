"""Prompts and events in the background of a test."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from opencode_sessions import Opencode, OpencodeError, Reply, ServerProcess
from opencode_sessions._concurrency import SyncInterrupt
from opencode_sessions._prompt import prompt_fields

#: As long as no event of a test takes, unless something is wrong.
_SECONDS = 120.0


class Background:
    """A second client, whose prompts run in threads. A context manager, at whose end they have ended."""

    def __init__(self, server: ServerProcess, directory: Path) -> None:
        self._client = Opencode(server.url, password=server.password, directory=directory)
        self._threads = ThreadPoolExecutor()
        self._prompts: dict[str, Future[Reply]] = {}
        self._interrupts: list[SyncInterrupt] = []

    def prompt(self, session_id: str, text: str = "Go on.") -> Future[Reply]:
        """Send a prompt, and return a future of its reply."""
        interrupt = SyncInterrupt()
        self._interrupts.append(interrupt)
        self._prompts[session_id] = self._threads.submit(self._chat, interrupt, session_id, text)
        return self._prompts[session_id]

    def _chat(self, interrupt: SyncInterrupt, session_id: str, text: str) -> Reply:
        fields = prompt_fields(text, None, {"model": "scripted/scripted"})
        return Reply.of(self._client.session._send_prompt(session_id, fields, interrupt))

    def next_event(self, types: Collection[str]) -> Callable[[], Any]:
        """Listen from now on; return a function that waits for the first event of these types."""
        stream = self._client.event.subscribe()
        stream.__enter__()

        def first() -> Any:
            with stream:
                # The type of an event that the contract does not know is its tag.
                return next(event for event in stream if {event.type, getattr(event, "tag", None)} & {*types})

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
        # With a request pending, the prompt gets no response, aborted or not.
        for interrupt in self._interrupts:
            interrupt.interrupt()
        self._threads.shutdown()
        self._client.close()
