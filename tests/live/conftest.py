"""The real server with the scripted model behind it, and a client of each mode."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import Opencode, ServerProcess
from opencode_sessions.server import find_program
from opencode_sessions.testing import ScriptedModel


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is live."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("live")


@pytest.fixture(scope="session", autouse=True)
def _program() -> Path:
    """The real server's program; without it these tests fail, they are not skipped."""
    try:
        return find_program(None)
    except Exception as error:
        pytest.fail(f"{error} `make test` installs it and passes it on.", pytrace=False)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the server's own, so that no test reads or changes the user's settings."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def env(home: Path) -> dict[str, str]:
    """The environment of a server."""
    return {"HOME": str(home), "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1"}


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    """The scripted model."""
    with ScriptedModel() as model:
        yield model


@pytest.fixture
def project(tmp_path: Path, model: ScriptedModel) -> Path:
    """A git repository whose server asks the scripted model."""
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    model.configure(folder)
    return folder


@pytest.fixture(scope="session")
def server(env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One real server for many tests, each in a project of its own: a server serves any directory it is told."""
    with Opencode.launch(tmp_path_factory.mktemp("elsewhere"), env=env) as client:
        assert client.server is not None
        yield client.server


@pytest.fixture
def client(make_client: Callable[..., Any], server: ServerProcess, project: Path) -> Any:
    """A client of each mode that works in the project."""
    return make_client(server.url, password=server.password, directory=project)
