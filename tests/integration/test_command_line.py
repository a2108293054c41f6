"""The command line, against a fake server: its output, its decisions, and its exit codes."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import opencode_sessions
from opencode_sessions import cli
from opencode_sessions.cli.commands import app
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, Stall, Text, ToolCall
from tests.support.fake import FakeThread
from tests.support.programs import COMMAND, interrupt
from tests.support.waiting import wait_until
from tools.faults.fake import FakeServer

PASSWORD = "open sesame"
SCRIPTS: dict[str, Sequence[ModelReply]] = {
    "look": [
        ModelReply(Reasoning("Let me see."), ToolCall("read", {"filePath": "a.txt"})),
        ModelReply(Text("It is\nall there.", chunk_size=3)),
    ],
    "remove": [ModelReply(ToolCall("bash", {"command": "rm old.txt", "description": "Remove"})), ModelReply("Done.")],
    "fail": [ModelReply(HTTPError(400, "No such luck."))],
    "tabs": [ModelReply(Text("all:\n\tcc a.c\f\n\tb\tc  ", chunk_size=2))],
    "hang": [ModelReply(Text("So far.", chunk_size=3), Stall(60))],
}

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def server() -> Iterator[FakeServer]:
    with FakeThread(lambda prompt: SCRIPTS[prompt.strip()], password=PASSWORD) as fake:
        yield fake.server


@pytest.fixture
def project(tmp_path: Path) -> str:
    """A directory whose sessions are those of the test."""
    return str(tmp_path)


@pytest.fixture
def run(server: FakeServer, project: str) -> Run:
    """Runs a command in the project, without a terminal."""

    def run(*arguments: str, stdin: str | bytes = "", **variables: str) -> Any:
        environment = {
            "OPENCODE_BASE_URL": server.url,
            "OPENCODE_SERVER_PASSWORD": PASSWORD,
            "COLUMNS": "200",
            "NO_COLOR": "1",
            **variables,
        }
        return CliRunner().invoke(app, [*arguments, "-C", project], input=stdin, env=environment)

    return run


def chat(run: Run, prompt: str = "look", *arguments: str) -> str:
    """Chat in a new session, and return its identifier."""
    finished = run("chat", prompt, "--json", *arguments)
    assert finished.exit_code == 0, finished.output
    return str(json.loads(finished.stdout.splitlines()[-1])["session_id"])


def test_the_answer_goes_to_standard_output_and_all_else_to_standard_error(run: Run) -> None:
    finished = run("chat", "look")
    assert (finished.exit_code, finished.stdout) == (0, "It is\nall there.\n")
    assert "Let me see." in finished.stderr
    assert "● read" in finished.stderr
    assert "✓ read" in finished.stderr
    assert "tokens in" in finished.stderr.splitlines()[-1]


def test_a_prompt_from_standard_input_in_an_earlier_session(run: Run, server: FakeServer) -> None:
    session_id = chat(run)
    finished = run("chat", "-", "--session", session_id, stdin="look\n")
    assert (finished.exit_code, finished.stdout) == (0, "It is\nall there.\n")
    assert [item["info"]["role"] for item in server.agents[session_id].messages].count("user") == 2


def test_chat_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Notes.")
    finished = run("chat", "look", "--json", "--title", "A look", "--file", str(tmp_path / "notes.txt"))
    assert (finished.exit_code, finished.stderr) == (0, "")
    *events, result = map(json.loads, finished.stdout.splitlines())
    assert {line["type"] for line in events} == {"event"}
    assert {"message.updated", "message.part.updated"} <= {line["event"]["type"] for line in events}
    assert (result["type"], result["text"], result["error"]) == ("result", "It is\nall there.", None)
    assert [message["info"]["role"] for message in result["messages"]] == ["assistant", "assistant"]


@pytest.mark.parametrize(
    ("arguments", "decision"), [([], "reject"), (["--allow", "once"], "once"), (["--allow", "reject"], "reject")]
)
def test_permissions_without_a_terminal(run: Run, arguments: list[str], decision: str) -> None:
    finished = run("chat", "remove", *arguments)
    assert f"Permission for bash rm old.txt: {decision}" in finished.stderr
    assert ("--allow once would allow it" in finished.stderr) == (not arguments)
    assert (finished.stdout == "Done.\n") == (decision == "once")


def test_a_turn_that_fails(run: Run) -> None:
    finished = run("chat", "fail")
    assert (finished.exit_code, finished.stdout) == (1, "")
    assert "The turn failed: APIError: No such luck." in finished.stderr
    finished = run("chat", "fail", "--json")
    assert finished.exit_code == 1
    assert json.loads(finished.stdout.splitlines()[-1])["error"]["name"] == "APIError"


def test_list(run: Run) -> None:
    assert (run("list").exit_code, run("list").stdout) == (0, "No sessions.\n")
    first, second = chat(run, "look", "--title", "First"), chat(run, "look", "--title", "Second")
    lines = run("list").stdout.splitlines()
    assert lines[0].split() == ["SESSION", "UPDATED", "(UTC)", "TITLE"]
    assert {line.split()[0]: line.split()[-1] for line in lines[1:]} == {first: "First", second: "Second"}
    listed = run("list", "--json", "--limit", "1")
    assert [session["id"] in (first, second) for session in json.loads(listed.stdout)] == [True]


def test_show(run: Run) -> None:
    session_id = chat(run, "look", "--title", "A look")
    for arguments in ([], [session_id]):
        finished = run("show", *arguments)
        assert finished.exit_code == 0
        assert finished.stdout.startswith("# A look\n")
        assert "It is\nall there." in finished.stdout
    shown = json.loads(run("show", session_id, "--json").stdout)
    assert shown["session"]["id"] == session_id
    assert [message["info"]["role"] for message in shown["messages"]] == ["user", "assistant", "assistant"]


def test_show_on_a_terminal_is_formatted(run: Run) -> None:
    chat(run, "look", "--title", "A look")
    finished = run("show", FORCE_COLOR="1")
    assert "A look" in finished.stdout
    assert "# A look" not in finished.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show"], 1, "There is no session yet"),
        (["show", "ses_unknown"], 1, "Check the identifier, --directory and --url:"),
        (["list", "--url", "localhost:4096"], 2, "--url must be an absolute"),
        (["chat", "look", "--file", "/nowhere/notes.txt"], 2, "/nowhere/notes.txt"),
        (["list", "--url", "http://127.0.0.1:9"], 3, "127.0.0.1:9"),
    ],
)
def test_errors_are_lines_and_exit_codes(run: Run, arguments: list[str], code: int, words: str) -> None:
    finished = run(*arguments)
    assert (finished.exit_code, finished.stdout) == (code, "")
    assert finished.stderr.startswith("error: ")
    assert words in finished.stderr


def test_a_wrong_password(run: Run) -> None:
    finished = run("list", OPENCODE_SERVER_PASSWORD="not-the-one")
    assert finished.exit_code == 3
    assert "401" in finished.stderr
    assert "not-the-one" not in finished.stderr


def test_an_address_and_a_launch(run: Run) -> None:
    finished = run("list", "--launch", "--url", "http://127.0.0.1:9", OPENCODE_BIN="/nowhere/opencode")
    assert finished.exit_code == 2
    assert "Give --url or --launch, not both" in finished.stderr


def test_launching_a_program_that_is_not_there(run: Run) -> None:
    finished = run("list", "--launch", OPENCODE_BIN="/nowhere/opencode")
    assert (finished.exit_code, finished.stdout) == (3, "")
    assert "/nowhere/opencode" in finished.stderr


def test_notes_of_an_error_are_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        error = opencode_sessions.OpencodeError("It failed.")
        error.add_note("The agent may still be at work.")
        raise error

    monkeypatch.setattr("opencode_sessions.cli.commands._client", fail)
    finished = run("list")
    assert (finished.exit_code, finished.stderr) == (1, "error: It failed.\n  The agent may still be at work.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_stops_the_agent(server: FakeServer, project: str) -> None:
    environment = os.environ | {"OPENCODE_SERVER_PASSWORD": PASSWORD}
    code, errors = interrupt("So far.", "chat", "hang", "-C", project, "--url", server.url, env=environment)
    assert (code, errors) == (130, "\nInterrupted. The agent was stopped.\n")
    assert wait_until(lambda: server.prompts[-1].state == "aborted")


def test_the_version() -> None:
    printed = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert printed.stdout == f"{opencode_sessions.__version__}\n"


@pytest.mark.parametrize("missing", ["rich", "typer"])
def test_without_the_extra(missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert capsys.readouterr().err == f'{missing} is missing: pip install "opencode-sessions[cli]"\n'


def test_the_doctor_without_a_server(run: Run) -> None:
    finished = run("doctor", "--url", "http://127.0.0.1:9", "--json")
    *_, server = json.loads(finished.stdout)
    assert finished.exit_code == 1
    assert (server["about"], server["verdict"]) == ("server", "error")
    assert "127.0.0.1:9" in server["words"]
    assert "opencode serve" in server["advice"]


def test_a_transcript_as_a_page(run: Run) -> None:
    session_id = chat(run, "look", "--title", "A look")
    page = run("show", session_id, "--html").stdout
    assert page.startswith("<!doctype html>")
    assert "<h1>A look</h1>" in page


def test_what_is_printed_elsewhere_than_on_a_terminal_is_what_the_model_wrote(run: Run) -> None:
    assert run("chat", "tabs").stdout == "all:\n\tcc a.c\f\n\tb\tc  \n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chat", "-"], 2, "Standard input is closed."),
        (["batch", "-"], 2, "Standard input is closed."),
        (["chat", "remove"], 1, "nobody is there to ask"),
    ],
)
def test_without_any_standard_input(
    server: FakeServer, project: str, arguments: list[str], code: int, words: str
) -> None:
    """As a daemon or a scheduled job may be started."""
    program = "import sys; from opencode_sessions.cli import main; sys.stdin = None; main()"
    environment = os.environ | {"OPENCODE_SERVER_PASSWORD": PASSWORD}
    finished = subprocess.run(
        [sys.executable, "-c", program, *arguments, "-C", project, "--url", server.url],
        capture_output=True,
        text=True,
        env=environment,
        cwd=project,
    )
    assert (finished.returncode, words in finished.stderr) == (code, True), finished.stderr


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_without_any_standard_output(server: FakeServer, project: str, options: list[str]) -> None:
    program = "import sys; from opencode_sessions.cli import main; sys.stdout = None; main()"
    finished = subprocess.run(
        [sys.executable, "-c", program, "list", *options, "-C", project, "--url", server.url],
        capture_output=True,
        text=True,
        env=os.environ | {"OPENCODE_SERVER_PASSWORD": PASSWORD},
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_standard_input_in_another_encoding(run: Run) -> None:
    finished = run("chat", "-", stdin=b"Gr\xfc\xdfe")
    assert (finished.exit_code, finished.stderr) == (
        2,
        "error: Standard input is not in utf-8: invalid start byte at byte 2.\n",
    )


def test_nobody_reads_the_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in `opencode-sessions chat --json … | head -1`."""

    def fail(*_: Any) -> Any:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("opencode_sessions.cli.commands.print_json", fail)
    finished = run("chat", "look", "--json")
    assert (finished.exit_code, "error" in finished.stderr) == (1, False)


@pytest.mark.parametrize(
    ("arguments", "printer"),
    [(["list"], "show_sessions"), (["show"], "show_transcript"), (["list", "--json"], "print_json")],
)
def test_output_that_cannot_be_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], printer: str
) -> None:
    def fail(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    chat(run)
    monkeypatch.setattr(f"opencode_sessions.cli.commands.{printer}", fail)
    finished = run(*arguments)
    assert (finished.exit_code, finished.stderr) == (2, "error: [Errno 28] No space left on device\n")


def test_half_a_character_is_not_lost_to_the_encoding() -> None:
    """The model sent it, and it was paid for."""
    code = "from opencode_sessions.cli import commands, main; commands.app = lambda: print('a\\ud800b'); main()"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout == "a\\ud800b\n"
