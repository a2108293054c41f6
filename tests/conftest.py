"""One suite for both clients: a test is written once, awaited, and runs against each way of using the SDK."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any

import pytest

from opencode_sessions import AsyncOpencode, Opencode

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


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Which client, under which event loop."""
    return str(request.param)


@pytest.fixture
def anyio_backend(mode: str) -> str:
    """The event loop of the test itself."""
    return "trio" if mode == "trio" else "asyncio"


@pytest.fixture
async def make_client(mode: str, anyio_backend: str) -> AsyncIterator[Callable[..., Any]]:
    """Makes clients of this mode, closed at the end of the test."""
    clients: list[Any] = []

    def make(*args: Any, **kwargs: Any) -> Any:
        client: Any = Awaited(Opencode(*args, **kwargs)) if mode == "sync" else AsyncOpencode(*args, **kwargs)
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.close()
