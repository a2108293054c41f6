"""The real server with the scripted model behind it, and a client of each mode."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract.spec import load
from contract.workspace import Workspace
from opencode_sessions import Opencode, ServerOpenWarning, ServerProcess, UnsupportedByServerError
from opencode_sessions.server import find_program
from opencode_sessions.testing import ScriptedModel
from tests.support.background import Background
from tests.support.restarting import RestartableServer
from tools import ROOT
from tools.servers.versions import ServerVersion, prepared_environment, version_of, without_catalogue

#: The operations of the contract by their identifiers.
OPERATIONS = {operation.id: operation for operation in load(Workspace.here().contract).operations()}
#: Where what old servers need is kept between runs.
CACHE = Path(os.environ.get("OPENCODE_TEST_CACHE") or Path(__file__).parents[2] / ".cache")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything here is live. Files that the fake server runs under trio are not run under trio again."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker("live")
    with_the_fake = {path.name for path in (ROOT / "tests" / "integration" / "fake").glob("test_*.py")}
    left_out = {item for item in here if item.path.name in with_the_fake and mode_of(item) == "trio"}
    if left_out:
        config.hook.pytest_deselected(items=[*left_out])
        items[:] = [item for item in items if item not in left_out]


def mode_of(item: pytest.Item) -> object:
    """Return the mode of a test; None if it has none."""
    return item.callspec.params.get("mode") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """The test of an operation that the server is too old for has to end with the error that says so."""
    marker = pyfuncitem.get_closest_marker("operation")
    if marker is None:
        return (yield)
    (name,) = marker.args
    operation, version = OPERATIONS[name], pyfuncitem.funcargs["server_version"]
    assert isinstance(version, ServerVersion)
    supported = operation.since is None or not version.before(operation.since)
    mode = pyfuncitem.funcargs["mode"]
    pyfuncitem.user_properties += [("operation", name), ("mode", mode), ("supported", supported)]
    pyfuncitem.user_properties += marker.kwargs.items()
    if supported:
        return (yield)
    with pytest.raises(UnsupportedByServerError) as caught:
        yield
    assert caught.value.operation == operation.name
    assert caught.value.since == operation.since
    # Servers before 1.1.11 cannot tell their version.
    assert caught.value.server_version == (None if version.before("1.1.11") else version)
    return True


@pytest.fixture(scope="session", autouse=True)
def program() -> Path:
    """The real server's program; without it these tests fail, they are not skipped."""
    try:
        return find_program(None)
    except Exception as error:
        pytest.fail(f"{error} `make test` installs it and passes it on.", pytrace=False)


@pytest.fixture(scope="session")
def server_version(program: Path, tmp_path_factory: pytest.TempPathFactory) -> ServerVersion:
    """The version of the real server."""
    return version_of(program, tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the server's own, so that no test reads or changes the user's settings."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def env(server_version: ServerVersion, home: Path) -> dict[str, str]:
    """The environment of a server, with all that its version needs in the home.

    Its catalogue of models is empty. The tests of drift and the recorded traffic have a server with the whole one.
    """
    return {**prepared_environment(server_version, home, CACHE), **without_catalogue(home)}


@pytest.fixture
def remark(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a remark on this version that a test has proven, for docs/compatibility.md."""
    return lambda text: request.node.user_properties.append(("remark", text))


@pytest.fixture
def broken(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Notes that this version has the operation, but that it does not work there, and why."""

    def note(text: str) -> None:
        request.node.user_properties += [("broken", True), ("remark", text)]

    return note


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    """The scripted model."""
    with ScriptedModel() as model:
        yield model


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path, model: ScriptedModel) -> Path:
    """A git repository whose server asks the scripted model, with the settings of the marker `config`."""
    folder = tmp_path / "project"
    folder.mkdir()
    marker = request.node.get_closest_marker("config")
    model.configure(folder, **(marker.kwargs if marker else {}))
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    # Servers tell projects apart by their first commit.
    commit = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--allow-empty"]
    subprocess.run([*commit, "--message", f"The project {tmp_path}"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="session")
def launching(server_version: ServerVersion) -> Callable[[], AbstractContextManager[object]]:
    """A block to launch servers in: those that ignore their password have to be warned of, and no others."""
    return lambda: pytest.warns(ServerOpenWarning) if server_version.ignores_password else nullcontext()


@pytest.fixture(scope="session")
def launched(
    env: dict[str, str], launching: Callable[[], AbstractContextManager[object]]
) -> Callable[[Path], AbstractContextManager[ServerProcess]]:
    """Runs a server in a directory, for the length of a block."""

    @contextmanager
    def launched(directory: Path) -> Iterator[ServerProcess]:
        with launching():
            client = Opencode.launch(directory, env=env, start_timeout=120)
        with client:
            assert client.server is not None
            yield client.server

    return launched


@pytest.fixture(scope="session")
def shared_server(
    launched: Callable[[Path], AbstractContextManager[ServerProcess]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """One real server for many tests, each in its own project: a server serves any directory."""
    with launched(tmp_path_factory.mktemp("elsewhere")) as server:
        yield server


@pytest.fixture
def server(
    request: pytest.FixtureRequest,
    server_version: ServerVersion,
    launched: Callable[[Path], AbstractContextManager[ServerProcess]],
    project: Path,
) -> Iterator[ServerProcess]:
    """A real server that works in the project: the shared one, unless that cannot."""
    if server_version.serves_one_directory:
        with launched(project) as server:
            yield server
        return
    server = request.getfixturevalue("shared_server")
    yield server
    # Open projects slow a server down.
    auth = (server.username, server.password)
    httpx.post(f"{server.url}/instance/dispose", params={"directory": str(project)}, auth=auth, trust_env=False)


@pytest.fixture
def own_server(program: Path, project: Path, env: dict[str, str]) -> Iterator[RestartableServer]:
    """A server for this test alone."""
    with RestartableServer(program, project, env) as server:
        yield server


@pytest.fixture
def client(make_client: Callable[..., Any], server: ServerProcess, project: Path) -> Any:
    """A client of each mode that works in the project."""
    return make_client(server.url, password=server.password, directory=project)


@pytest.fixture
def background(server: ServerProcess, project: Path) -> Iterator[Background]:
    """Prompts that another client sends in threads, while the test goes on."""
    with Background(server, project) as background:
        yield background
