"""The ways of using the SDK that every test of a client runs in."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

#: The sync client, and the async one under each event loop.
MODES = ("sync", "asyncio", "trio")

#: Where the sync client and its parts live.
_SYNC_MODULES = ("opencode_sessions._sync", "opencode_sessions_api.api")

#: Methods that the async client does not await either.
_AT_ONCE = {"with_options", "stream", "follow", "subscribe", "conversation", "watch", "inbox"}


class Awaited:
    """A sync object with awaitable methods, so that a test works with either client."""

    def __init__(self, target: Any) -> None:
        self.target = target

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.target, name)
        if not (inspect.ismethod(value) or inspect.isfunction(value)):
            return _awaited(value)
        if inspect.isgeneratorfunction(value):
            return lambda *args, **kwargs: AwaitedItems(value(*args, **kwargs))
        if name in _AT_ONCE or (name == "event" and type(self.target).__name__ == "GlobalResource"):
            return lambda *args, **kwargs: _awaited(value(*args, **kwargs))

        async def call(*args: Any, **kwargs: Any) -> Any:
            return _awaited(value(*args, **kwargs))

        return call

    def __aiter__(self) -> AwaitedItems:
        return AwaitedItems(iter(self.target))

    async def __anext__(self) -> Any:
        return await anext(AwaitedItems(iter(self.target)))

    async def __aenter__(self) -> Any:
        return _awaited(self.target.__enter__())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.target.__exit__(kind, error, trace)


class AwaitedItems:
    """A sync iterator, iterated with `async for`."""

    def __init__(self, items: Iterator[Any]) -> None:
        self.items = items

    def __aiter__(self) -> AwaitedItems:
        return self

    async def __anext__(self) -> Any:
        for item in self.items:
            return item
        raise StopAsyncIteration


def _awaited(value: Any) -> Any:
    """The value itself, unless its methods would be awaited in the async client."""
    is_sync = type(value).__module__.startswith(_SYNC_MODULES) or isinstance(value, AbstractContextManager)
    return Awaited(value) if is_sync else value
