"""One suite for both clients: a test is written once, awaited, and runs against each way of using the SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from modes import MODES, Awaited

from opencode_sessions import AsyncOpencode, Opencode


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
