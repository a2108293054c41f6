"""The pytest plugin: fixtures that have a fake server, or, with `--opencode-real`, a real one.

Nothing of the SDK is imported before a test asks for one of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

TYPE_CHECKING: bool = False

if TYPE_CHECKING:
    from pathlib import Path

    from opencode_sessions import AsyncOpencode, Opencode, ServerProcess
    from opencode_sessions.testing import FakeServer, RealServer

_OPTION = "opencode_real"
_MARKER = "opencode(*, permission, settings, models, tools): the settings of the server of this test"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--opencode-real` and the setting `opencode_real`."""
    words = "run the tests with the fixtures of opencode-sessions against the real opencode program"
    parser.getgroup("opencode").addoption("--opencode-real", action="store_true", help=words)
    parser.addini(_OPTION, f"{words} (default: OPENCODE_REAL is set)", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker `opencode`."""
    config.addinivalue_line("markers", _MARKER)


def _is_real(config: pytest.Config) -> bool:
    return bool(
        config.getoption("--opencode-real")
        or config.getini(_OPTION)
        or os.environ.get("OPENCODE_REAL", "") not in ("", "0")
    )


@pytest.fixture(scope="session")
def _opencode_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A real server for all tests, each in a directory of its own."""
    from opencode_sessions import Opencode
    from opencode_sessions.testing.real_server import server_environment

    home = tmp_path_factory.mktemp("opencode-home")
    with Opencode.launch(tmp_path_factory.mktemp("opencode-elsewhere"), env=server_environment(home)) as client:
        assert client.server is not None
        yield client.server


@pytest.fixture
def opencode_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FakeServer | RealServer]:
    """A server for this test alone: a `FakeServer`, or a `RealServer` with `--opencode-real`."""
    directory: Path = tmp_path_factory.mktemp("opencode")
    marker = request.node.get_closest_marker("opencode")
    settings = dict(marker.kwargs) if marker else {}
    if _is_real(request.config):
        from opencode_sessions.testing.real_server import RealServer

        # Tools are real.
        settings.pop("tools", None)
        with RealServer(request.getfixturevalue("_opencode_process"), directory, **settings) as real:
            yield real
    else:
        from opencode_sessions.testing.fake_server import FakeServer

        with FakeServer(directory=directory, **settings) as fake:
            yield fake


@pytest.fixture
def scripted_model(opencode_server: FakeServer | RealServer) -> FakeServer | RealServer:
    """The model of the server: `reply`, `script` and `push` say what it replies, `requests` what it was asked."""
    return opencode_server


@pytest.fixture
def opencode(opencode_server: FakeServer | RealServer) -> Iterator[Opencode]:
    """A client of the server."""
    with opencode_server.client() as client:
        yield client


@pytest.fixture
def async_opencode(opencode_server: FakeServer | RealServer) -> AsyncOpencode:
    """An async client of the server, for any event loop. Its connections are closed with the loop, if not before."""
    return opencode_server.async_client()
