"""The real server with the scripted model behind it, and a client of each mode."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Awaited

from opencode_sessions import AsyncOpencode, Opencode
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


@pytest.fixture
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


@pytest.fixture
async def client(mode: str, anyio_backend: str, project: Path, env: dict[str, str]) -> AsyncIterator[Any]:
    """A client of this mode with a real server of its own."""
    if mode == "sync":
        launched: Any = Awaited(Opencode.launch(project, env=env))
    else:
        launched = await AsyncOpencode.launch(project, env=env)
    async with launched:
        yield launched
    assert launched.server.stopped()


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address and no password from outside."""
    for name in [name for name in os.environ if name.startswith("OPENCODE_") and name != "OPENCODE_BIN"]:
        monkeypatch.delenv(name)
