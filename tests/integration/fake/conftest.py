"""The fixtures of tests/live with the fake server in the place of the real one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions.testing import SERVER_VERSION, FakeServer, ToolCall, ToolError
from opencode_sessions.testing.fake.agent import Agent
from opencode_sessions.testing.fake.server import ServerState
from tests.support.background import Background
from tests.support.modes import Awaited
from tools.servers.versions import ServerVersion

PASSWORD = "open sesame"


class ActingState(ServerState):
    """A fake whose tools `bash` and `write` do what they are told, as those of the real server do."""

    async def use(self, agent: Agent, call: ToolCall, arguments: dict[str, Any]) -> str:
        """Run a command, or write a file."""
        directory = Path(agent.directory)
        if call.name == "bash" and arguments["command"].startswith("sleep "):
            await self.scheduler.sleep(float(arguments["command"].removeprefix("sleep ")))
            return ""
        if call.name == "bash":
            run = subprocess.run(arguments["command"], shell=True, cwd=directory, capture_output=True, text=True)
            return run.stdout + run.stderr
        if call.name == "write":
            (directory / arguments["filePath"]).write_text(arguments["content"])
            return "Wrote file successfully."
        if call.name == "read" and not (directory / arguments["filePath"]).exists():
            raise ToolError(f"File not found: {directory / arguments['filePath']}")
        return await super().use(agent, call, arguments)


class ActingServer(FakeServer):
    """A fake with such tools, and the user of a real server."""

    username = "opencode"
    _state_type = ActingState


@pytest.fixture(scope="session")
def server_version() -> ServerVersion:
    """The version that the fake behaves as."""
    return ServerVersion(SERVER_VERSION)


@pytest.fixture
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FakeServer]:
    """The fake, which is its own model, with the settings of the marker `config`."""
    marker = request.node.get_closest_marker("config")
    directory = tmp_path / "project"
    with ActingServer(directory=tmp_path / "home", password=PASSWORD) as fake:
        fake.configure(directory, **(marker.kwargs if marker else {}))
        yield fake


@pytest.fixture
def server(model: FakeServer) -> FakeServer:
    """The fake, as the server."""
    return model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The directory that the fake works in."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def client(mode: str, anyio_backend: str, model: FakeServer, project: Path) -> Any:
    """A client of each mode that works in the project, connected without a socket."""
    if mode == "sync":
        return Awaited(model.client(directory=project))
    return model.async_client(directory=project)


@pytest.fixture
def background(server: Any, project: Path) -> Iterator[Background]:
    """Prompts that another client sends in threads, by the port of the fake."""
    with Background(server, project) as background:
        yield background


@pytest.fixture
def remark() -> Callable[[str], None]:
    """Remarks are about the real server."""
    return lambda text: None


@pytest.fixture
def broken() -> Callable[[str], None]:
    """As `remark`."""
    return lambda text: None
