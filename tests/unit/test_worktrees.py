"""Worktrees: nothing else is removed or reset, whatever directory is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opencode_sessions import UnsupportedByServerError, Worktree

pytestmark = pytest.mark.anyio

#: The server has one worktree, and would delete any directory.
WORKTREE = "/home/me/.local/share/opencode/worktree/4abc2aa1/fix-the-parser"
SENT = {"remove": ("DELETE", "/experimental/worktree"), "reset": ("POST", "/experimental/worktree/reset")}


@pytest.fixture
def requests() -> list[httpx.Request]:
    return []


@pytest.fixture
def client(make_client: Callable[..., Any], mode: str, requests: list[httpx.Request]) -> Any:
    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json=[WORKTREE] if request.method == "GET" else True)

    return client_of(make_client, mode, respond)


def client_of(make_client: Callable[..., Any], mode: str, respond: Callable[[httpx.Request], httpx.Response]) -> Any:
    """A client of a server that responds like this."""
    transport = httpx.MockTransport(respond)
    http = httpx.Client(transport=transport) if mode == "sync" else httpx.AsyncClient(transport=transport)
    return make_client("http://server.test", http_client=http)


@pytest.mark.parametrize("name", ["remove", "reset"])
@pytest.mark.parametrize(
    "worktree",
    [WORKTREE, Path(WORKTREE), Worktree(name="fix-the-parser", branch="opencode/fix", directory=WORKTREE)],
    ids=["text", "path", "worktree"],
)
async def test_a_worktree(client: Any, requests: list[httpx.Request], name: str, worktree: Any) -> None:
    assert await getattr(client.worktree, name)(worktree, directory="/home/me/project")
    listing, request = requests
    assert (listing.method, listing.url.path) == ("GET", "/experimental/worktree")
    assert (request.method, request.url.path) == SENT[name]
    assert {each.url.params["directory"] for each in requests} == {"/home/me/project"}
    assert json.loads(request.content) == {"directory": WORKTREE}


@pytest.mark.parametrize("name", ["remove", "reset"])
@pytest.mark.parametrize(
    "path", ["/", "", ".", "..", "relative", "/home/me/project", f"{WORKTREE}/", f"{WORKTREE}/..", f"{WORKTREE}/src"]
)
async def test_what_is_no_worktree_is_not_sent(
    client: Any, requests: list[httpx.Request], name: str, path: str
) -> None:
    with pytest.raises(ValueError, match=r"is no worktree of this project\. It was not sent"):
        await getattr(client.worktree, name)(path)
    assert [request.method for request in requests] == ["GET"]


@pytest.mark.parametrize("wrong", [None, 5, [WORKTREE], b"/"])
async def test_what_is_no_path_is_a_type_error(client: Any, requests: list[httpx.Request], wrong: Any) -> None:
    with pytest.raises(TypeError, match="must be a string or a path"):
        await client.worktree.remove(wrong)
    assert requests == []


@pytest.mark.parametrize("name", ["remove", "reset"])
async def test_a_server_without_worktrees(make_client: Callable[..., Any], mode: str, name: str) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/doc":
            return httpx.Response(200, json={"openapi": "3.1.1", "paths": {}})
        return httpx.Response(404, text="404 Not Found")

    client = client_of(make_client, mode, respond)
    with pytest.raises(UnsupportedByServerError) as caught:
        await getattr(client.worktree, name)("/")
    assert (caught.value.operation, caught.value.since) == (" ".join(SENT[name]), "1.1.27")
