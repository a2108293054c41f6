"""The terminal of the command line: a person decides and answers there, and sees a turn as it happens."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from opencode_sessions import OpencodeError, PermissionRequest, QuestionRequest, Reply, Session
from opencode_sessions._terminal import UNPRINTABLE
from opencode_sessions._transcript import transcript
from opencode_sessions.batch import ProgressDisplay
from opencode_sessions.cli.common import fail, print_json
from opencode_sessions.cli.doctor import Finding
from opencode_sessions.cli.requests import answerer, decider
from opencode_sessions.cli.terminal import Terminal, show_finding, show_sessions, show_transcript
from opencode_sessions_api.models import decode_part
from tests.support.hostile import HOSTILE, hostile
from tests.support.samples import SESSION, assistant_message, part, text_part, tool_part

PERMISSION = PermissionRequest.from_dict(
    {"id": "per_1", "sessionID": SESSION["id"], "permission": "bash", "patterns": ["rm old.txt"], "always": []}
)
OPTIONS = [{"label": "A", "description": "The first"}, {"label": "B", "description": "The second"}]
QUESTION = QuestionRequest.from_dict(
    {
        "id": "que_1",
        "sessionID": SESSION["id"],
        "questions": [
            {"question": "Which one?", "header": "One", "options": OPTIONS},
            {"question": "Which ones?", "header": "Some", "options": OPTIONS, "multiple": True},
        ],
    }
)


#: As no server should send it.
ODD_PERMISSION = PermissionRequest.from_dict(
    {"id": "per_1", "sessionID": SESSION["id"], "permission": None, "patterns": ["a", None]}
)
ODD_QUESTION = QuestionRequest.from_dict(
    {
        "id": "que_1",
        "sessionID": SESSION["id"],
        "questions": [None, {"question": "Why?", "options": [None, {"label": "B"}], "multiple": "x"}, {"options": 5}],
    }
)


class Screen(Terminal):
    """A terminal that is written to memory."""

    def __init__(self) -> None:
        super().__init__(Console(file=io.StringIO(), soft_wrap=True), Console(file=io.StringIO(), soft_wrap=True))

    @property
    def output(self) -> tuple[str, str]:
        """The answer, and all else."""
        return self.out.file.getvalue(), self.err.file.getvalue()  # type: ignore[attr-defined]


@pytest.fixture
def screen() -> Screen:
    return Screen()


class Keyboard(io.StringIO):
    """Standard input with a person who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "decision"), [("once\n", "once"), ("always\n", "always"), ("\n", "reject"), ("maybe\nonce\n", "once")]
)
def test_a_person_decides(monkeypatch: pytest.MonkeyPatch, screen: Screen, typed: str, decision: str) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    assert decider(None, screen)(PERMISSION) == decision
    assert "The agent asks for permission: bash rm old.txt" in screen.output[1]


def test_a_decision_that_was_given_beforehand_asks_nobody(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    assert decider("always", screen)(PERMISSION) == "always"
    assert screen.output == ("", "Permission for bash rm old.txt: always\n")


def test_a_person_answers(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("A\nA, B,\n"))
    assert answerer(screen)(QUESTION) == [["A"], ["A", "B"]]
    shown = screen.output[1]
    assert "Which one?\n  A: The first\n  B: The second\n" in shown
    assert "Your answer, separated by commas" in shown


def test_the_end_of_the_input_refuses(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("A\n"))
    assert answerer(screen)(QUESTION) is None


def test_odd_requests_are_put_to_a_person(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("once\nA\nB\nC\n"))
    assert decider(None, screen)(ODD_PERMISSION) == "once"
    assert answerer(screen)(ODD_QUESTION) == [["A"], ["B"], ["C"]]
    assert "permission: … a …" in screen.output[1]
    assert "Why?\n  …: …\n  B: …\n" in screen.output[1]


def test_a_question_without_a_person_is_refused(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert answerer(screen)(QUESTION) is None
    assert "nobody is there to answer" in screen.output[1]


def show(screen: Screen, *parts: dict[str, Any]) -> None:
    for data in parts:
        screen.show(decode_part(data))


def test_text_is_shown_as_it_grows(screen: Screen) -> None:
    show(screen, text_part("One", id="prt_1"), text_part("One, two.", id="prt_1"), text_part("One, two.", id="prt_1"))
    show(screen, text_part("Another.", id="prt_2"), text_part("Not the agent's.", id="prt_3", synthetic=True))
    screen.finish(Reply.from_dict(assistant_message()), [])
    assert screen.output[0] == "One, two.\nAnother.\n"


def test_text_that_the_server_replaces_is_shown_again(screen: Screen) -> None:
    show(screen, text_part("One", id="prt_1"), text_part("Two.", id="prt_1"))
    assert screen.output[0] == "One\nTwo."


def test_a_tool_is_shown_once_in_each_state(screen: Screen) -> None:
    running = tool_part(state={"status": "running", "input": {"command": "ls"}, "time": {"start": 1}})
    failed = {"status": "error", "input": {"command": "ls"}, "error": "No such file", "time": {"start": 1, "end": 2501}}
    pending = tool_part(state={"status": "pending", "input": {}, "raw": ""})
    show(screen, part("reasoning", text="Hm"), pending, running, running, tool_part(state=failed))
    assert screen.output == ("", "Hm\n● bash ls\n✗ bash ls 2.5 s No such file\n")


def test_the_end_of_a_turn(screen: Screen) -> None:
    error = {"name": "APIError", "data": {"message": "Wrong key", "isRetryable": False}}
    reply = Reply.from_dict(assistant_message(error=error))
    screen.finish(reply, [reply, reply])
    assert screen.output[1].splitlines() == [
        "The turn failed: APIError: Wrong key",
        f"{SESSION['id']} · 20 tokens in, 10 out · $0.5000",
    ]


def test_lists_and_transcripts_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show_sessions([])
    show_transcript("# A title\n")
    assert capsys.readouterr().out == "No sessions.\n# A title\n"


RETRIED = [("prt_1", "Half"), ("prt_1", "Half of it"), ("prt_1", ""), ("prt_2", "All of it.")]


def test_text_that_is_taken_back_is_marked(screen: Screen) -> None:
    for identifier, text in RETRIED:
        screen.show(decode_part(text_part(text, id=identifier)))
    answer, rest = screen.output
    assert answer == "Half of it\nAll of it."
    assert "starts over" in rest


def test_text_that_is_taken_back_is_not_in_a_file(tmp_path: Path) -> None:
    with (tmp_path / "answer.txt").open("w", encoding="utf-8") as file:
        terminal = Terminal(Console(file=file, soft_wrap=True), Console(file=io.StringIO()))
        for identifier, text in RETRIED:
            terminal.show(decode_part(text_part(text, id=identifier)))
        terminal.flush()
    assert (tmp_path / "answer.txt").read_text("utf-8") == "All of it."


SHOWN = r"rm\x0d\x1b[2K\x1b]0;title\x07\x1b]52;c;eA==\x07\x9b2J\u202etxt\u2028[bold red]x[/] :smile: \ud800 end"
#: rich leaves some control characters out.
LEFT_OUT = re.compile(r"\\x0d|\\x07")
#: What rich writes for its own styles.
PROGRESS = re.compile(r"\x1b\[\?25[lh]|\x1b\[2K|\r")
STYLES = re.compile(r"\x1b\[[0-9;]*m")


class Tty(io.StringIO):
    """A terminal, as far as rich can tell."""

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        """The text without our own styles, on one line."""
        return STYLES.sub("", self.getvalue()).replace("\n", "")


@contextmanager
def at_terminal(typed: str = "", columns: int = 2000) -> Iterator[Tty]:
    """Standard input, output and error are a terminal, at which somebody has typed something."""
    screen = Tty()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLUMNS", str(columns))
        for name, stream in (("stdin", Tty(typed)), ("stdout", screen), ("stderr", screen)):
            patch.setattr(sys, name, stream)
        yield screen


def all_output(screen: Tty) -> None:
    """Print everything that has a text of the server's in it."""
    terminal = Terminal()
    message = assistant_message(error={"name": "APIError", "data": {"message": "x"}})
    states = [
        {"status": "running", "input": {"command": "ls"}, "title": "x"},
        {"status": "completed", "input": {"command": "ls"}, "output": "x"},
        {"status": "error", "input": {"command": "ls"}, "error": "x"},
    ]
    message["parts"] = [
        {"id": "1", "type": "text", "text": "x"},
        {"id": "2", "type": "reasoning", "text": "x"},
        *({"id": str(number), "type": "tool", "tool": "x", "state": state} for number, state in enumerate(states, 3)),
        {"id": "9", "type": "file", "mime": "x", "filename": "x", "url": "x"},
    ]
    reply = Reply.from_dict(hostile(message))
    parts: list[Any] = reply.parts
    for number, shown in enumerate(parts):
        shown.id = str(number)
        terminal.show(shown)
    terminal.finish(reply, [reply])
    session = Session.from_dict(hostile(SESSION))
    show_sessions([session])
    show_transcript(transcript(session, [reply]))
    decider(None, terminal)(PermissionRequest.from_dict(hostile(PERMISSION.to_dict())))
    answerer(terminal)(QuestionRequest.from_dict(hostile(QUESTION.to_dict())))
    show_finding(Finding(HOSTILE, "error", HOSTILE, HOSTILE))
    error = OpencodeError(HOSTILE)
    error.add_note(HOSTILE)
    with pytest.raises(typer.Exit):
        fail(error, 1)
    print_json({HOSTILE: [HOSTILE]})
    with ProgressDisplay(screen) as display:
        display.note(HOSTILE)


def test_nothing_that_a_server_says_controls_the_terminal() -> None:
    with at_terminal("no\n" * 9) as screen:
        all_output(screen)
    assert UNPRINTABLE.findall(PROGRESS.sub("", screen.text)) == []
    assert LEFT_OUT.sub("", screen.text).count(LEFT_OUT.sub("", SHOWN)) > 15


def test_what_a_permission_is_asked_for_is_what_is_shown() -> None:
    command = "touch owned\x1b[11D\x1b[Kgit status"
    with at_terminal() as screen:
        decider(None, Terminal())(PermissionRequest.from_dict(PERMISSION.to_dict() | {"patterns": [command]}))
    assert r"touch owned\x1b[11D\x1b[Kgit status" in screen.text


@pytest.mark.parametrize(
    ("typed", "decision"),
    [
        ("n\n", "reject"),
        ("NO\n", "reject"),
        ("\n", "reject"),
        ("y\n", "once"),
        ("o\n", "once"),
        ("a\n", "always"),
        ("?\nr\n", "reject"),
        ("", "reject"),
    ],
)
def test_a_letter_decides(typed: str, decision: str) -> None:
    with at_terminal(typed):
        assert decider(None, Terminal())(PERMISSION) == decision


def test_a_narrow_terminal_keeps_the_titles() -> None:
    with at_terminal(columns=40) as screen:
        show_sessions([Session.from_dict(SESSION | {"title": "Fix the parser"})])
    lines = STYLES.sub("", screen.getvalue()).splitlines()
    assert lines[0] == "Fix the parser"
    assert lines[1].split()[0] == SESSION["id"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_json_is_valid(value: float) -> None:
    with at_terminal() as screen:
        print_json({"a": [value, 1.5], "b": "\ud800é\x7f\u202e"})
    printed = screen.getvalue()
    assert json.loads(printed, parse_constant=pytest.fail) == {"a": [None, 1.5], "b": "\ud800é\x7f\u202e"}
    assert "é" in printed
    assert UNPRINTABLE.search(printed) is None
