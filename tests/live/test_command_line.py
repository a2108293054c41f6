"""The command line against the real server, as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opencode_sessions import Opencode, ServerProcess
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, ScriptedModel, Stall, Text, ToolCall
from tests.support.programs import COMMAND, interrupt
from tests.support.waiting import wait_until

Run = Callable[..., subprocess.CompletedProcess[str]]


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
            timeout=180,
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
        ModelReply(Reasoning("A look first."), ToolCall("bash", {"command": "echo seen", "description": "Look"})),
        ModelReply(Text("It is\nall there.", chunk_size=3)),
    )
    finished = run("chat", "What is there?", "--title", "A look", *here)
    assert (finished.returncode, finished.stdout) == (0, "It is\nall there.\n")
    lines = finished.stderr.splitlines()
    assert "A look first." in lines[0]
    assert [line.split(" ")[:2] for line in lines[1:3]] == [["●", "bash"], ["✓", "bash"]]
    session = sessions.session.list()[0]
    assert lines[-1] == f"{session.id} · 200 tokens in, 40 out · $0.0006"

    model.push("Hello again.")
    finished = run("chat", "-", "--session", session.id, *here, stdin="Once more.")
    assert (finished.returncode, finished.stdout) == (0, "Hello again.\n")

    finished = run("list", *here)
    assert finished.returncode == 0
    assert [line.split()[0] for line in finished.stdout.splitlines()] == ["SESSION", session.id]
    assert "A look" in finished.stdout
    assert [entry["id"] for entry in json.loads(run("list", "--json", *here).stdout)] == [session.id]

    finished = run("show", *here)
    assert finished.returncode == 0
    assert finished.stdout == sessions.conversation(session.id).transcript()
    shown = json.loads(run("show", session.id, "--json", *here).stdout)
    assert shown["session"]["title"] == "A look"
    assert shown["messages"] == [message.to_dict() for message in sessions.session.messages(session.id)]


def test_json_of_a_turn(run: Run, model: ScriptedModel, project: Path) -> None:
    (project / "notes.txt").write_text("A note.\n")
    model.push("As JSON.")
    finished = run("chat", "Hello?", "--json", "--file", "notes.txt", "-C", str(project))
    *events, result = map(json.loads, finished.stdout.splitlines())
    assert (finished.returncode, finished.stderr) == (0, "")
    assert {"message.updated", "message.part.updated"} <= {line["event"]["type"] for line in events}
    assert (result["type"], result["text"], result["error"]) == ("result", "As JSON.", None)
    assert "A note." in json.dumps(model.requests[0])


@pytest.mark.config(permission={"bash": "ask"})
@pytest.mark.parametrize(("options", "exists"), [((), False), (("--allow", "once"), True)])
def test_a_permission(run: Run, model: ScriptedModel, project: Path, options: tuple[str, ...], exists: bool) -> None:
    model.push(ToolCall("bash", {"command": "touch made", "description": "Make a file"}), "Very well.")
    finished = run("chat", "Make it.", *options, "-C", str(project))
    assert finished.returncode == (0 if exists else 1)
    assert ("The turn ended with a refusal: bash" in finished.stderr) == (not exists)
    assert (project / "made").exists() == exists
    assert f"Permission for bash touch made: {'once' if exists else 'reject'}" in finished.stderr
    assert ("--allow once" in finished.stderr) == (not exists)


def test_a_session_of_another_directory(
    run: Run, model: ScriptedModel, project: Path, tmp_path: Path, sessions: Opencode
) -> None:
    """Text, permissions and tools belong to the session's own directory, whatever directory is named."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    model.configure(folder, permission={"bash": "ask"})
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    session = sessions.session.create(directory=str(folder))
    for here in ((), ("-C", str(project))):
        made = ToolCall("bash", {"command": "touch made", "description": "Make a file"})
        model.push(ModelReply(Text("I make it.", chunk_size=2), made), "Made.")
        finished = run("chat", "Make it.", "--session", session.id, "--allow", "once", *here)
        assert (finished.returncode, finished.stdout) == (0, "I make it.\nMade.\n")
        assert "Permission for bash touch made: once" in finished.stderr
        (folder / "made").unlink()


def test_errors_have_an_exit_code(run: Run, model: ScriptedModel, project: Path) -> None:
    here = ("-C", str(project))
    model.push(HTTPError(400, "Wrong key"))
    finished = run("chat", "Hello?", *here)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "The turn failed: APIError: Wrong key" in finished.stderr
    for arguments, code, words in (
        (("chat", "Hello?", "--agent", "bild"), 1, "Did you mean build?"),
        (("show", "ses_unknown"), 1, "ses_unknown"),
        (("chat", "Hello?", "--file", "missing.txt"), 2, "missing.txt"),
        (("chat", ""), 2, "empty"),
        (("chat", "Hello?", "--model", "nameless"), 2, "provider/model"),
        (("chat",), 2, "Missing argument"),
        (("list", "--url", "http://127.0.0.1:9"), 3, "Is `opencode serve` running there?"),
    ):
        finished = run(*arguments, *here)
        assert (finished.returncode, finished.stdout) == (code, ""), finished.stderr
        assert words in finished.stderr
        assert "Traceback" not in finished.stderr
    finished = run("list", OPENCODE_SERVER_PASSWORD="not-the-one")
    assert finished.returncode == 3
    assert "not-the-one" not in finished.stderr


def test_launching_a_server(run: Run, env: dict[str, str], model: ScriptedModel, program: Path) -> None:
    model.push("From a server of my own.")
    finished = run("chat", "Hello?", "--launch", OPENCODE_BIN=str(program), **env)
    assert (finished.returncode, finished.stdout) == (0, "From a server of my own.\n")
    finished = run("list", "--launch", OPENCODE_BIN="/nowhere", **env)
    assert (finished.returncode, finished.stdout) == (3, "")
    assert "/nowhere" in finished.stderr


def test_control_c_stops_the_agent(
    environment: dict[str, str], model: ScriptedModel, project: Path, sessions: Opencode
) -> None:
    model.push(ModelReply(Text("Let me think. "), Stall(60)))
    code, errors = interrupt("Let me", "chat", "Think.", "-C", str(project), env=environment)
    assert code == 130
    assert errors.endswith("Interrupted. The agent was stopped.\n")
    session = sessions.session.list()[0]
    assert wait_until(lambda: session.id not in sessions.session.status())
    error = sessions.session.messages(session.id)[-1].error
    assert error is not None
    assert error.name == "MessageAbortedError"


def test_doctor(run: Run, project: Path, server: ServerProcess) -> None:
    finished = run("doctor", "--json", "-C", str(project))
    findings = {finding["about"]: finding for finding in json.loads(finished.stdout)}
    assert finished.returncode == 0
    assert [*findings] == ["sdk", "program", "server", "password", "directory", "models"]
    assert {finding["verdict"] for finding in findings.values()} == {"ok"}
    assert server.url in findings["server"]["words"]
    assert findings["directory"]["words"] == str(project)
    assert findings["models"]["words"] == "1; the default of prompts: scripted/scripted"

    finished = run("doctor", OPENCODE_SERVER_PASSWORD="wrong", NO_COLOR="1")
    assert finished.returncode == 1
    assert "✗ server" in finished.stdout
    assert "Set OPENCODE_SERVER_PASSWORD" in finished.stdout.splitlines()[-1]

    finished = run("doctor", "-C", str(project / "missing"))
    assert finished.returncode == 1
    assert "missing does not exist" in finished.stdout


def test_a_session_is_continued_from_any_directory(
    run: Run, model: ScriptedModel, sessions: Opencode, tmp_path: Path
) -> None:
    session = sessions.session.create()
    model.push("From afar.")
    finished = run("chat", "Hello?", "--session", session.id, "--directory", str(tmp_path))
    assert (finished.returncode, finished.stdout) == (0, "From afar.\n")
    assert sessions.session.get(session.id).directory == session.directory
    assert "From afar." in run("show", session.id, "--directory", str(tmp_path)).stdout


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_the_output_is_utf8_whatever_the_locale(run: Run, model: ScriptedModel, project: Path, locale: str) -> None:
    model.push("Grüße, 世界 👋")
    finished = run("chat", "Hi", "-C", str(project), LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (finished.returncode, finished.stdout) == (0, "Grüße, 世界 👋\n")
