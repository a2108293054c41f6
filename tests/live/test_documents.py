"""The documentation: its Python runs against the real server, and prints what it says."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import trustme
from page import blocks
from pytest_httpserver import HTTPServer

from opencode_sessions import ServerProcess
from opencode_sessions.testing import HTTPError, Reply, ScriptedModel, Stall, Text, ToolCall
from opencode_sessions.testing.script import ReplyLike

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = Path(__file__).with_name("page.py")


def decide(request: Mapping[str, Any]) -> ReplyLike:
    """What the model says to the prompts of the pages."""
    *_, last = request["messages"]
    if last["role"] == "tool":
        return "It ran."
    asked = str(last["content"])
    if "Please fail" in asked:
        return HTTPError(400, "No such luck.")
    if "Take your time" in asked:
        return Reply(Text("Hm."), Stall(60))
    if "run something" in asked:
        return ToolCall("bash", {"command": "echo ran", "description": "Run something"})
    return Text("Hello!", chunk_size=2)


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel(decide=decide) as model:
        yield model


@pytest.fixture
def server(launched: Callable[[Path], AbstractContextManager[ServerProcess]], project: Path) -> Iterator[ServerProcess]:
    """A server that works in the project by itself: the pages name no directory."""
    with launched(project) as server:
        yield server


@pytest.fixture
def secure_url(project: Path) -> Iterator[str]:
    """A server with a certificate of the company's own authority, which lies in the project."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(project / "company-ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with HTTPServer("localhost", ssl_context=context) as server:
        server.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.18.33"})
        yield f"https://localhost:{server.port}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_a_page_prints_what_it_says(
    page: Path, env: dict[str, str], server: ServerProcess, program: Path, project: Path, secure_url: str
) -> None:
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", RUN, page],
        cwd=project,
        env={
            **os.environ,
            **env,
            "OPENCODE_BIN": str(program),
            "OPENCODE_BASE_URL": secure_url if page.stem == "proxies-and-tls" else server.url,
            "OPENCODE_SERVER_PASSWORD": server.password or "",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    # What the README prints has the time of day in it.
    said = "".join(blocks(page, "text"))
    assert finished.stdout == said if said else "It ran. bash completed" in finished.stdout


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for line in page.read_text("utf-8").splitlines():
            for target in [part.partition(")")[0] for part in line.split("](")[1:]]:
                if "://" not in target:
                    assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"
