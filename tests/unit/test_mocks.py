"""Clients in other people's tests: `unittest.mock` knows their methods and their signatures."""

from __future__ import annotations

import inspect
from typing import Any
from unittest.mock import create_autospec

import pytest

from opencode_sessions import AsyncOpencode, Opencode, Session

CLIENTS = [Opencode, AsyncOpencode]


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("way", ["class", "instance of a class", "instance"])
def test_a_mock_has_the_resources_and_their_signatures(kind: Any, way: str) -> None:
    made = kind("http://x.test") if way == "instance" else kind
    mock: Any = create_autospec(made, instance=True) if way == "instance of a class" else create_autospec(made)
    # `inspect.signature` does not see the signature of a mocked bound method, which the mock checks nevertheless.
    signature = getattr(mock.session.create, "__signature__", None) or inspect.signature(mock.session.create)
    assert list(signature.parameters)[:2] == ["parent_id", "title"]
    created = mock.session.create(title="Fix the parser")
    if inspect.iscoroutine(created):
        created.close()
    with pytest.raises(TypeError):
        mock.session.create(heading="Fix the parser")
    with pytest.raises(AttributeError):
        _ = mock.session.creat
    for resource, method in (
        ("session", "chat"),
        ("event", "subscribe"),
        ("global_", "health"),
        ("permission", "list"),
        ("agent", "list"),
    ):
        assert callable(getattr(getattr(mock, resource), method))
    for private in ("send", "receive", "open", "stream"):
        assert not hasattr(kind, private)


def test_a_mock_returns_configured_values() -> None:
    client: Any = create_autospec(Opencode, instance=True)
    session = Session.from_dict({"id": "ses_1", "title": "Mocked"})
    client.session.create.return_value = session
    assert client.session.create(title="Mocked") is session
    client.session.create.assert_called_once_with(title="Mocked")


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_mock_of_an_async_client_is_awaited() -> None:
    client: Any = create_autospec(AsyncOpencode, instance=True)
    client.session.chat.return_value = "done"
    assert await client.session.chat("ses_1", "Hello?") == "done"


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_resource_is_made_once(kind: Any) -> None:
    client = kind("http://x.test")
    assert client.session is client.session
    assert isinstance(client.session, kind.session)
    assert client.with_options(directory="/x").session is not client.session
