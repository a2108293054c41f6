"""A client of the whole server, generated from the document that it makes of itself."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from contract.calls import calls
from contract.generate import generate_client
from contract.normalize import normalized
from contract.spec import Document
from contract.workspace import Workspace
from opencode_sessions import ServerProcess

NAME = "whole_opencode_api"
#: One waits until a terminal asks for something; the `*` of the other stands for a file, which the document does not
#: describe as a parameter.
NOT_CALLED = ("GET /tui/control/next", "GET /api/fs/read/*")


@pytest.fixture
def http(server: ServerProcess, project: Path) -> Iterator[httpx.Client]:
    """A client of httpx for the server and the project."""
    auth = (server.username or "opencode", server.password or "")
    headers = {"x-opencode-directory": str(project)}
    with httpx.Client(base_url=server.url, auth=auth, headers=headers, timeout=60, trust_env=False) as http:
        yield http


def test_every_get_without_arguments_works(http: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = normalized(Document(http.get("/doc").raise_for_status().json()))
    # Its modules are imported, and its types checked.
    generate_client(Workspace.here(), document, tmp_path / NAME, source="doc.json", name=NAME)
    monkeypatch.syspath_prepend(str(tmp_path))
    client = importlib.import_module(NAME).HTTPClient(http)
    found = [call for call, _ in calls(document)]
    assert len(found) > 180
    failed, succeeded = {}, 0
    for call in found:
        if call.http_method != "GET" or call.of("path") or call.required or call.responses[0].kind == "events":
            continue
        if call.name in NOT_CALLED:
            continue
        try:
            getattr(getattr(client, call.tag), call.method)()
            succeeded += 1
        except Exception as error:
            failed[call.name] = f"{type(error).__name__}: {error}"
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]
    assert failed == {}
    assert succeeded > 40
