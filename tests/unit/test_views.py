"""What a terminal and a notebook show of sessions, changes, tasks, models, permissions and questions."""

from __future__ import annotations

import copy
import io
import pickle
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from rich.console import Console

from opencode_sessions import FileDiff, PermissionRequest, QuestionRequest, Reply, Session, Todo, Turn
from opencode_sessions._display import ShownList, shown
from opencode_sessions._events import waiting_in
from opencode_sessions._models import offered_models
from opencode_sessions._terminal import UNPRINTABLE
from opencode_sessions_api.models import Config, ConfigProviders, Health
from tests.support.hostile import HOSTILE, HOSTILE_HTML, hostile
from tests.support.samples import SESSION, assistant_message, text_part, tool_part

DETAILS: dict[str, Any] = {
    "parentID": "ses_parent",
    "agent": "build",
    "model": {"id": "claude", "providerID": "anthropic"},
    "cost": 0.25,
    "tokens": {"input": 1200, "output": 34, "reasoning": 0, "cache": {"read": 0, "write": 0}},
    "summary": {"additions": 10, "deletions": 2, "files": 3},
    "share": {"url": "https://share.example/1"},
}
PATCH = (
    "Index: a.py\n=====\n--- a.py\t\n+++ a.py\t\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n\\ No newline at end of file\n"
)
DIFF = {"file": "src/a.py", "patch": PATCH, "additions": 1, "deletions": 1, "status": "modified"}
OLD_DIFF = {"file": "src/a.py", "before": "one\ntwo\n", "after": "one\nthree\n", "additions": 1, "deletions": 1}
TODOS = [
    {"content": "Read the file", "status": "completed", "priority": "high"},
    {"content": "Fix it", "status": "in_progress", "priority": "high"},
    {"content": "Test it", "status": "pending", "priority": "low"},
    {"content": "Ship it", "status": "cancelled", "priority": "low"},
]
PERMISSION = {
    "id": "per_1",
    "sessionID": SESSION["id"],
    "permission": "edit",
    "patterns": ["src/a.py"],
    "metadata": {"filepath": "src/a.py", "diff": PATCH},
    "always": ["*"],
}
QUESTION = {
    "id": "que_1",
    "sessionID": SESSION["id"],
    "questions": [
        {
            "question": "Which one?",
            "header": "One",
            "options": [{"label": "A", "description": "The first"}, {"label": "B", "description": ""}],
            "multiple": True,
        }
    ],
}
PROVIDERS = {
    "providers": [
        {
            "id": "anthropic",
            "name": "Anthropic",
            "models": {
                "claude": {
                    "id": "claude",
                    "name": "Claude",
                    "limit": {"context": 200000, "output": 8192},
                    "cost": {"input": 3, "output": 15},
                    "capabilities": {"input": {"image": True}, "toolcall": True},
                }
            },
        }
    ],
    "default": {"anthropic": "claude"},
}


def message(change: Callable[[Any], Any] = lambda value: value) -> Any:
    return Reply.from_dict(change(assistant_message(text_part("Said."), tool_part())))


def everything(change: Callable[[Any], Any] = lambda value: value) -> list[Any]:
    """One object of each kind that is shown, made of changed JSON."""
    reply = message(change)
    return [
        Session.from_dict(change(SESSION | DETAILS)),
        FileDiff.from_dict(change(DIFF)),
        FileDiff.from_dict(change(OLD_DIFF)),
        Todo.from_dict(change(TODOS[0])),
        Todo.from_dict(change(TODOS[2]) | {"status": change("odd")}),
        *offered_models(ConfigProviders.from_dict(change(PROVIDERS)), Config()),
        waiting_in(PermissionRequest.from_dict(change(PERMISSION)), change("/home/me")),
        waiting_in(QuestionRequest.from_dict(change(QUESTION)), None),
        reply,
        Turn([reply]),
    ]


def in_terminal(thing: Any, *, width: int = 100, color: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=color, color_system="standard" if color else None)
    console.print(thing)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


class _Page(HTMLParser):
    """The tags and the text of HTML; tags that are open at the end, or closed unopened, are no HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def in_notebook(thing: Any) -> _Page:
    html = thing._repr_html_()
    assert html is not None
    html.encode()
    return _Page(html)


def test_a_session() -> None:
    text = in_terminal(Session.from_dict(SESSION | DETAILS))
    assert [re.sub(r" {2,}", "  ", line).strip() for line in text.splitlines()] == [
        "Fix the parser",
        f"session  {SESSION['id']}",
        "parent  ses_parent",
        "directory  /home/me/project",
        "created  2025-10-09 08:53 UTC",
        "updated  2025-10-09 08:53 UTC",
        "agent  build",
        "model  anthropic/claude",
        "changes  3 files +10 -2",
        "tokens  1,200 tokens in, 34 out",
        "cost  $0.2500",
        "shared  https://share.example/1",
    ]


def test_what_a_server_does_not_send_is_left_out() -> None:
    old = {"id": "ses_1", "title": "", "version": "0.5.29", "time": {"created": 1, "updated": 2}}
    for text in (in_terminal(Session.from_dict(old)), in_notebook(Session.from_dict(old)).text):
        assert "(no title)" in text
        assert re.search("cost|tokens|directory|changes|None", text) is None


def test_lists_of_sessions() -> None:
    one, other = Session.from_dict(SESSION), Session.from_dict(SESSION | DETAILS | {"title": "Two"})
    text = in_terminal(ShownList([one, other]))
    head, columns, *rows = text.splitlines()
    assert head == "Sessions of /home/me/project"
    assert columns.split() == ["SESSION", "UPDATED", "(UTC)", "TITLE", "CHANGES", "COST"]
    assert "↳ Two" in rows[1]
    elsewhere = Session.from_dict(SESSION | {"directory": "/elsewhere"})
    for shown_ in (in_terminal(ShownList([one, elsewhere]), width=150), in_notebook(ShownList([one, elsewhere])).text):
        assert "/elsewhere" in shown_
        assert "/home/me/project" in shown_


@pytest.mark.parametrize("width", [72, 80, 200])
def test_identifiers_are_not_wrapped_where_there_is_room(width: int) -> None:
    sessions = ShownList([Session.from_dict(SESSION | DETAILS | {"title": "A long title " * 9})] * 2)
    assert in_terminal(sessions, width=width).count(SESSION["id"]) == 2


@pytest.mark.parametrize("width", [10, 80, 200])
def test_nothing_of_a_long_first_column_is_cut_off(width: int) -> None:
    diffs = ShownList([FileDiff.from_dict(DIFF | {"file": f"{number}" * 150}) for number in (7, 8)])
    text = in_terminal(diffs, width=width)
    assert all(text.count(digit) >= 150 for digit in "78")


@pytest.mark.parametrize("data", [DIFF, OLD_DIFF])
def test_changes_of_a_file(data: dict[str, Any]) -> None:
    diff = FileDiff.from_dict(data)
    lines = in_terminal(diff).splitlines()
    assert lines[0].startswith("src/a.py  +1 -1")
    assert lines[1:5] == ["@@ -1,2 +1,2 @@", " one", "-two", "+three"]
    coloured = in_terminal(diff, color=True)
    assert "\x1b[31m-two\x1b[0m" in coloured
    assert "\x1b[32m+three\x1b[0m" in coloured
    html = diff._repr_html_() or ""
    added, removed = (re.search(rf'<span style="(.*?)">{re.escape(line)}', html) for line in ("+three", "-two"))
    assert added
    assert removed
    assert added[1] != removed[1]


def test_large_changes_are_cut() -> None:
    patch = "@@ -0,0 +1,1000 @@\n" + "".join(f"+{number} {'x' * 2000}\n" for number in range(1000))
    large = FileDiff.from_dict(DIFF | {"patch": patch, "additions": 1000})
    for text in (in_terminal(large, width=3000), in_notebook(large).text):
        assert "+398 " in text
        assert "+399 " not in text
        assert "… 601 more lines" in text
        assert len(text) < 250_000
    many = in_terminal(ShownList([large, FileDiff.from_dict(DIFF | {"file": "b.py"})]))
    assert "b.py  +1 -1" in many
    assert "… 5 more lines" in many
    before = "".join(f"{number}\n" for number in range(3000))
    compared = in_terminal(FileDiff.from_dict(OLD_DIFF | {"before": before, "after": ""}))
    assert "too large to be compared" in compared


def test_long_lists_are_cut() -> None:
    sessions = ShownList(Session.from_dict(SESSION | {"title": f"Number {number}."}) for number in range(250))
    for text in (in_terminal(sessions), in_notebook(sessions).text):
        assert "Number 199." in text
        assert "Number 200." not in text
        assert "… and 50 more" in text


def test_tasks() -> None:
    text = in_terminal(ShownList(map(Todo.from_dict, TODOS)))
    assert text.splitlines() == ["✓ Read the file", "● Fix it (high)", "☐ Test it", "✗ Ship it"]


def test_models() -> None:
    models = offered_models(ConfigProviders.from_dict(PROVIDERS), Config())
    _, row = in_terminal(models, width=140).splitlines()
    assert row.split() == ["anthropic/claude", "Claude", "200,000", "8,192", "3", "15", "yes", "yes", "of", "prompts"]
    assert "$3 in, $15 out" in in_terminal(models[0])
    assert "anthropic/claude" in in_notebook(models).text


def test_permissions_and_questions() -> None:
    waiting = ShownList(
        [
            waiting_in(PermissionRequest.from_dict(PERMISSION), "/home/me"),
            waiting_in(QuestionRequest.from_dict(QUESTION), None),
        ]
    )
    for text in (in_terminal(waiting), in_notebook(waiting).text):
        for words in ("Permission: edit  src/a.py", "+three", "per_1", "/home/me", "Which one?", "A  The first"):
            assert words in text
        assert "(one or more)" in text


def test_lists_of_messages_are_the_conversation() -> None:
    assert "Said." in in_terminal(ShownList([message(), message()]))
    page = in_notebook(ShownList([message(), message()]))
    assert page.text.count("Assistant") == 1
    assert page.text.count("Said.") == 2


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE_HTML])
def test_nothing_that_a_server_says_controls_what_shows_it(text: str) -> None:
    for one in everything(lambda value: hostile(value, text)):
        for thing in (one, ShownList([one, one])):
            printed = re.sub(r"\x1b\[[0-9;]*m", "", in_terminal(thing, color=True))
            assert UNPRINTABLE.findall(printed) == []
            assert UNPRINTABLE.findall(thing._repr_html_() or "") == []
            page = in_notebook(thing)
            assert page.tags <= {
                *("div", "table", "thead", "tbody", "tr", "td", "span", "pre"),
                *("section", "h2", "p", "details", "summary", "b", "code"),
            }
            assert page.attributes <= {"style", "class"}
            if text == HOSTILE:
                assert "[bold red]x[/]" in printed
                assert ":smile:" in printed
            else:
                assert "<script>document.title='owned'</script>" in page.text


def test_every_object_of_a_kind_is_shown_and_others_are_as_before() -> None:
    for thing in everything():
        assert in_notebook(thing).text
        assert in_terminal(thing) != f"{thing!r}\n"
    health = Health(healthy=True, version="1.18.33")
    assert health._repr_html_() is None
    assert in_terminal(health).startswith("Health(")
    assert ShownList([health])._repr_html_() is None
    assert in_terminal(ShownList([health])).startswith("[Health(")
    assert ShownList([message(), health])._repr_html_() is None


def test_a_shown_list_is_a_list() -> None:
    sessions = [Session.from_dict(SESSION)] * 3
    made = shown(sessions)
    assert made == sessions
    assert isinstance(made, list)
    assert repr(made) == repr(sessions)
    assert type(made[1:]) is ShownList
    assert made[0] is sessions[0]
    for copied in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert copied == sessions
        assert type(copied) is list
    assert type(shown(["a"])) is list
    assert type(shown([])) is list
