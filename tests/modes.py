"""The ways of using the SDK that every test of a client runs in."""

from __future__ import annotations

import inspect
from types import TracebackType
from typing import Any

#: The sync client, and the async one under each event loop.
MODES = ("sync", "asyncio", "trio")


class Awaited:
    """A sync object whose methods are awaited, so that a test need not know which client it has."""

    def __init__(self, target: Any) -> None:
        self.target = target

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.target, name)
        if inspect.ismethod(value):

            async def call(*args: Any, **kwargs: Any) -> Any:
                return value(*args, **kwargs)

            # What is not awaited in the async client either gives a client.
            return (lambda **kwargs: Awaited(value(**kwargs))) if name == "with_options" else call
        return Awaited(value) if type(value).__module__.startswith("opencode_sessions._sync") else value

    async def __aenter__(self) -> Awaited:
        self.target.__enter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.target.__exit__(kind, error, trace)
