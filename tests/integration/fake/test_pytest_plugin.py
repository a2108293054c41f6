"""The pytest plugin, in runs of pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest
from opencode_sessions.testing import FakeServer, ask_permission, reply, tool_call


def test_chat(opencode, scripted_model):
    scripted_model.reply("Hello.")
    assert opencode.session.chat(opencode.session.create(), "Hello?").text == "Hello."
    assert scripted_model.pending == 0


@pytest.mark.anyio
async def test_async(async_opencode, scripted_model):
    scripted_model.script([tool_call("todowrite", {"todos": []}), reply("Planned.")])
    session = await async_opencode.session.create()
    async with async_opencode.session.stream(session, "Plan.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Planned."


@pytest.mark.opencode(permission={"bash": "ask"}, models=["acme/best"], tools={"bash": lambda arguments: "gone"})
def test_settings(opencode, opencode_server):
    assert isinstance(opencode_server, FakeServer)
    opencode_server.script([tool_call("bash", {"command": "rm a"}), reply("Done.")])
    session = opencode.session.create()
    answer = opencode.session.chat(session, "Clean.", model="acme/best", on_permission=lambda request: "once")
    assert opencode.session.turn(answer).tool_calls[0].state.output == "gone"


def test_other_clients(opencode_server):
    from opencode_sessions import Opencode

    with Opencode(opencode_server.url, password=opencode_server.password) as client:
        assert client.session.list() == []


@pytest.fixture
def anyio_backend():
    return "asyncio"
"""


def test_the_entry_point() -> None:
    (entry,) = entry_points(group="pytest11", name="opencode_sessions")
    assert entry.value == "opencode_sessions.testing.pytest_plugin"


@pytest.mark.parametrize("arguments", [["--strict-markers"], ["-p", "xdist", "-n", "2"]])
def test_the_fixtures(pytester: pytest.Pytester, arguments: list[str]) -> None:
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-W", "error", *arguments)
    result.assert_outcomes(passed=4)


@pytest.mark.parametrize("how", ["option", "setting", "variable"])
def test_ways_to_ask_for_the_real_server(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    pytester.makepyfile(TESTS)
    if how == "setting":
        pytester.makeini("[pytest]\nopencode_real = true\n")
    elif how == "variable":
        monkeypatch.setenv("OPENCODE_REAL", "1")
    monkeypatch.setenv("OPENCODE_BIN", str(pytester.path / "nothing"))
    result = pytester.runpytest_subprocess(*(["--opencode-real"] if how == "option" else []))
    result.assert_outcomes(errors=4)
    assert "ProgramNotFoundError" in result.stdout.str()


def test_nobody_pays_for_it_who_does_not_use_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_imports():
            loaded = {name for name in sys.modules if name.startswith("opencode_sessions")}
            assert loaded == {
                "opencode_sessions",
                "opencode_sessions._lazy",
                "opencode_sessions._version",
                "opencode_sessions.testing",
                "opencode_sessions.testing.pytest_plugin",
            }
            assert "httpx" not in sys.modules
        """
    )
    pytester.runpytest_subprocess("-p", "no:pytest_httpserver", "-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_fixtures_of_the_users_own_come_first(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import pytest\n\n@pytest.fixture\ndef opencode():\n    return 'mine'\n")
    pytester.makepyfile("def test_mine(opencode):\n    assert opencode == 'mine'\n")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_without_the_plugin() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:opencode_sessions", "--fixtures", "-q", "nothing"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "async_opencode" not in finished.stdout
