"""One suite for both clients: a test is written once, awaited, and runs against each way of using the SDK."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from opencode_sessions import AsyncOpencode, Opencode, _json
from tests.support.modes import MODES, Awaited

#: Files with few and slow tests come first, so that no worker is left alone with one of them at the end.
SLOW_FILES = frozenset(
    (
        "test_contract_drift.py",
        "test_contract_review.py",
        "test_corpus.py",
        "test_documents.py",
        "test_example_programs.py",
        "test_examples.py",
        "test_launch.py",
        "test_operation_documents.py",
        "test_packaging.py",
        "test_pages.py",
        "test_surface.py",
    )
)


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start: what runs in the background of a shell ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slow files first."""
    items.sort(key=lambda item: item.path.name not in SLOW_FILES)


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """The client, and its event loop: one of MODES."""
    return str(request.param)


@pytest.fixture(params=["msgspec", "json"])
def json_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What reads JSON, from the first byte on: msgspec, or the standard library as where msgspec is not installed."""
    decoders = _json._msgspec() if request.param == "msgspec" else None
    monkeypatch.setattr(_json, "_msgspec", lambda: decoders)
    monkeypatch.setattr(_json, "_decode", None)
    monkeypatch.setattr(_json, "_WORTH_IMPORTING", 0)
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


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not see a developer's settings."""
    for name in ("OPENCODE_BASE_URL", "OPENCODE_SERVER_USERNAME", "OPENCODE_SERVER_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def base_url(httpserver: HTTPServer) -> str:
    """The address of the server of canned responses."""
    return f"http://127.0.0.1:{httpserver.port}"


@pytest.fixture
def client(make_client: Callable[..., Any], base_url: str) -> Any:
    """A client without settings."""
    return make_client(base_url)
