"""A server of canned answers, and a client of each mode that speaks to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENCODE_BASE_URL", "OPENCODE_SERVER_USERNAME", "OPENCODE_SERVER_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def base_url(httpserver: HTTPServer) -> str:
    """Where the server of canned answers listens."""
    return f"http://127.0.0.1:{httpserver.port}"


@pytest.fixture
def client(make_client: Callable[..., Any], base_url: str) -> Any:
    """A client without settings."""
    return make_client(base_url)
