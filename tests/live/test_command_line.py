"""The command line against the real server, as a program of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from waiting import wait_until

from opencode_sessions import Opencode, ServerProcess
from opencode_sessions.testing import HTTPError, Reasoning, Reply, ScriptedModel, Stall, Text, ToolCall

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = (sys.executable, "-m", "opencode_sessions")


@pytest.fixture
def mode() -> str:
    """The command line is one mode by itself."""
    return "sync"


@pytest.fixture
def environment(server: ServerProcess) -> dict[str, str]:
    return os.environ | {
        "OPENCODE_BASE_URL": server.url,
        "OPENCODE_SERVER_PASSWORD": server.password or "",
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }


@pytest.fixture
def run(environment: dict[str, str], project: Path) -> Run:
    """Runs the program in the project, without a terminal."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=project,
            env=environment | variables,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def sessions(server: ServerProcess, project: Path) -> Iterator[Opencode]:
    with Opencode(server.url, password=server.password, directory=project) as client:
        yield client


def test_chat_list_and_show(run: Run, model: ScriptedModel, project: Path, sessions: Opencode) -> None:
    here = ("--directory", str(project))
    model.push(
        Reply(Reasoning("A look first."), ToolCall("bash", {"command": "echo seen", "description": "Look"})),
        Reply(Text("It is\nall there.", chunk_size=3)),
    )
    told = run("chat", "What is there?", "--title", "A look", *here)
    assert (told.returncode, told.stdout) == (0, "It is\nall there.\n")
    lines = told.stderr.splitlines()
    assert "A look first." in lines[0]
    assert [line.split(" ")[:2] for line in lines[1:3]] == [["●", "bash"], ["✓", "bash"]]
    session = sessions.session.list()[0]
    assert lines[-1] == f"{session.id} · 200 tokens in, 40 out · $0.0006"

    model.push("Hello again.")
    told = run("chat", "-", "--session", session.id, *here, stdin="Once more.")
    assert (told.returncode, told.stdout) == (0, "Hello again.\n")

    told = run("list", *here)
    assert told.returncode == 0
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["SESSION", session.id]
    assert "A look" in told.stdout
    assert [entry["id"] for entry in json.loads(run("list", "--json", *here).stdout)] == [session.id]

    told = run("show", *here)
    assert told.returncode == 0
    assert told.stdout == sessions.conversation(session.id).transcript()
    shown = json.loads(run("show", session.id, "--json", *here).stdout)
    assert shown["session"]["title"] == "A look"
    assert shown["messages"] == [message.to_dict() for message in sessions.session.messages(session.id)]


def test_json_of_a_turn(run: Run, model: ScriptedModel, project: Path) -> None:
    (project / "notes.txt").write_text("A note.\n")
    model.push("As JSON.")
    told = run("chat", "Hello?", "--json", "--file", "notes.txt", "-C", str(project))
    *events, result = map(json.loads, told.stdout.splitlines())
    assert (told.returncode, told.stderr) == (0, "")
    assert {"message.updated", "message.part.updated", "session.idle"} <= {line["event"]["type"] for line in events}
    assert (result["type"], result["text"], result["error"]) == ("result", "As JSON.", None)
    assert "A note." in json.dumps(model.requests[0])


@pytest.mark.config(permission={"bash": "ask"})
@pytest.mark.parametrize(("options", "exists"), [((), False), (("--allow", "once"), True)])
def test_a_permission(run: Run, model: ScriptedModel, project: Path, options: tuple[str, ...], exists: bool) -> None:
    model.push(ToolCall("bash", {"command": "touch made", "description": "Make a file"}), "Very well.")
    told = run("chat", "Make it.", *options, "-C", str(project))
    assert told.returncode == 0
    assert (project / "made").exists() == exists
    assert f"Permission for bash touch made: {'once' if exists else 'reject'}" in told.stderr
    assert ("--allow once" in told.stderr) == (not exists)


def test_what_goes_wrong_has_a_code(run: Run, model: ScriptedModel, project: Path) -> None:
    here = ("-C", str(project))
    model.push(HTTPError(400, "Wrong key"))
    told = run("chat", "Hello?", *here)
    assert (told.returncode, told.stdout) == (1, "")
    assert "The turn failed: APIError: Wrong key" in told.stderr
    for arguments, code, words in (
        (("chat", "Hello?", "--agent", "bild"), 1, "Did you mean build?"),
        (("show", "ses_unknown"), 1, "ses_unknown"),
        (("chat", "Hello?", "--file", "missing.txt"), 2, "missing.txt"),
        (("chat", ""), 2, "empty"),
        (("chat", "Hello?", "--model", "nameless"), 2, "provider/model"),
        (("chat",), 2, "Missing argument"),
        (("list", "--url", "http://127.0.0.1:9"), 3, "Is `opencode serve` running there?"),
    ):
        told = run(*arguments, *here)
        assert (told.returncode, told.stdout) == (code, ""), told.stderr
        assert words in told.stderr
        assert "Traceback" not in told.stderr
    told = run("list", OPENCODE_SERVER_PASSWORD="not-the-one")
    assert told.returncode == 3
    assert "not-the-one" not in told.stderr


def test_a_server_of_its_own(run: Run, env: dict[str, str], model: ScriptedModel, program: Path) -> None:
    model.push("From a server of my own.")
    told = run("chat", "Hello?", "--launch", OPENCODE_BIN=str(program), **env)
    assert (told.returncode, told.stdout) == (0, "From a server of my own.\n")
    told = run("list", "--launch", OPENCODE_BIN="/nowhere", **env)
    assert (told.returncode, told.stdout) == (3, "")
    assert "/nowhere" in told.stderr


def test_control_c_stops_the_agent(
    environment: dict[str, str], model: ScriptedModel, project: Path, sessions: Opencode
) -> None:
    model.push(Reply(Text("Let me think. "), Stall(60)))
    process = subprocess.Popen(
        [*COMMAND, "chat", "Think.", "-C", str(project)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.read(6) == "Let me"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[1].endswith("Interrupted; the agent is stopped.\n")
    assert process.returncode == 130
    session = sessions.session.list()[0]
    assert wait_until(lambda: session.id not in sessions.session.status())
    error = sessions.session.messages(session.id)[-1].error
    assert error is not None
    assert error.name == "MessageAbortedError"
