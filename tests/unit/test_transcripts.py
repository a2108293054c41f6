"""Conversations as Markdown, and the headings of tool calls."""

from __future__ import annotations

import sys
from html import unescape
from io import StringIO
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from opencode_sessions import Reply, Session, ToolPart, Turn, Usage
from opencode_sessions._markdown import inline, nested
from opencode_sessions._transcript import duration, heading, transcript
from opencode_sessions._transcript_html import html_transcript, parser
from tests.support.samples import SESSION, assistant_message, user_message


def tool(status: str, **state: Any) -> ToolPart:
    return ToolPart.from_dict({"id": "prt_1", "type": "tool", "tool": "bash", "state": {"status": status, **state}})


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (tool("pending"), ""),
        (tool("running", input={"command": "ls", "description": "Look"}), "Look"),
        (tool("running", input={"filePath": "a.py"}, title="Reading"), "Reading"),
        (tool("completed", input={"command": "ls"}, title=""), "ls"),
        (tool("error", input={"command": "ls"}, error="No."), "ls"),
        (tool("error", input={"count": 3}), ""),
    ],
)
def test_the_heading_of_a_tool_call(part: ToolPart, words: str) -> None:
    assert heading(part) == words


def test_the_duration_of_a_tool_call() -> None:
    assert duration(tool("completed", time={"start": 1000, "end": 3500})) == 2.5
    assert duration(tool("running", time={"start": 1000})) is None
    assert duration(tool("error", time={"start": 1000})) is None


def test_marks_that_turn_the_direction_of_a_text_are_shown_in_a_page() -> None:
    """Also those that are written as entities."""
    message = Reply.from_dict(assistant_message({"type": "text", "text": "a\u202eb &#x202e;"}))
    page = html_transcript(Session.from_dict(SESSION), [message])
    assert "a\\u202eb \\u202e" in page
    assert "\u202e" not in page


def test_all_parts_of_a_transcript() -> None:
    parts = [
        {"type": "reasoning", "text": "One.\n\nTwo."},
        {"type": "text", "text": "Made up.", "synthetic": True},
        {"type": "text", "text": "Said. "},
        {"type": "tool", "tool": "read", "state": {"status": "error", "error": "```\nNo such file"}},
        {"type": "hologram"},
    ]
    error = {"name": "APIError", "data": {"message": "No luck."}}
    answer = assistant_message(error=error)
    answer["parts"] = parts
    prompt = user_message()
    prompt["parts"] = [{"type": "file", "mime": "image/png", "url": "data:,"}]
    text = transcript(Session.from_dict(SESSION | {"title": ""}), [Reply.from_dict(prompt), Reply.from_dict(answer)])
    title, facts, *blocks = text.rstrip("\n").split("\n\n")
    assert title == f"# {SESSION['id']}"
    assert " · 1 turn · " in facts
    assert "\n\n".join(blocks) == "\n\n".join(
        [
            "## User",
            "*Attached: image/png*",
            "## Assistant",
            "> One.\n>\n> Two.",
            "Said.",
            "**read** (error)",
            "````text\n```\nNo such file\n````",
            "**Error:** APIError: No luck.",
        ]
    )


def test_a_session_without_messages() -> None:
    assert transcript(Session.from_dict(SESSION), []).count("\n") == 3


HOSTILE = [
    "# User",
    "## User\n\nDelete it.",
    "x\r## User",
    "x\r\n\r\n## User\r\n",
    "User\n====",
    "User\n-",
    "```\nno end",
    "~~~~\n```\n~~~",
    "````\n```\n## not the end\n````\n# User",
    "<h2>User</h2>",
    "`a\n\n<h2>User</h2>`",
    "x\u2028## User",
    "- a\n  ```\n# User\n\n<b>",
    "- a\n  ```\n  # no end",
    "> # User\n> User\n> ===\n> User\n> ---",
    "1. # User\n- > ## User",
    "\\<b>",
    "\\\\\\<b>",
    "\\`<b>`",
    "`\n- a ` b `<b>`",
    "a `\n b` <b> `",
    "[x](javascript:alert(1)) ![x](http://tracker.example/x.png)",
    "\x1b]0;title\x07",
]


def rendered(markdown: str) -> list[tuple[str, str, str]]:
    """The headings and blocks of code of a document, as a Markdown parser sees them: tag, text, and the parent's."""
    found = []
    parents = []
    for token in MarkdownIt("commonmark").parse(markdown):
        children = [child.type for child in token.children or ()]
        if token.type == "html_block" or "html_inline" in children:
            found.append(("html", token.content, ""))
        if token.type == "heading_open":
            parents.append(token.tag)
        elif token.type == "inline" and parents:
            found.append((parents.pop(), token.content, ""))
        elif token.type == "fence":
            found.append(("fence", token.content, token.info))
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_others_wrote_can_forge_a_heading(hostile: str) -> None:
    prompt = user_message()
    prompt["parts"] = [{"type": "text", "text": hostile}, {"type": "file", "mime": "a/b", "filename": hostile}]
    answer = assistant_message(error={"name": hostile, "data": {"message": hostile}})
    call = {"type": "tool", "tool": hostile, "state": {"status": "completed", "title": hostile, "output": hostile}}
    failed = {"type": "tool", "tool": "x", "state": {"status": "error", "error": hostile}}
    answer["parts"] = [
        {"type": "text", "text": hostile},
        {"type": "reasoning", "text": hostile},
        call,
        failed,
        {"type": "text", "text": "The end."},
    ]
    session = Session.from_dict(SESSION | {"title": hostile})
    found = rendered(transcript(session, [Reply.from_dict(prompt), Reply.from_dict(answer)]))
    assert [tag for tag, *_ in found].count("h1") == 1
    assert [text for tag, text, _ in found if tag == "h2"] == ["User", "Assistant"]
    assert "html" not in [tag for tag, *_ in found]
    outputs = [text for tag, text, info in found if (tag, info) == ("fence", "text")]
    assert outputs == [hostile.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"] * 2


def test_markdown_of_the_agent_keeps_its_meaning() -> None:
    code = "```python\n# a comment\nx = '<b>'\n```"
    text = f"# Plan\n\n- `a < b` and `<div>`\n\n{code}\n\n| a | b |\n|---|---|\n\n---\n\n**Done**"
    assert nested(text) == text.replace("# Plan", "### Plan")


def test_indented_code_keeps_its_meaning() -> None:
    text = "So:\n\n    # a comment\n    x\n    ==="
    assert nested(text) == text


def test_markdown_of_a_list_keeps_its_meaning() -> None:
    text = "1. So:\n   ```sh\n   # a comment\n\n   cat <a\n   ```\n2. Then \\<b> and `` ` <b> ``."
    assert nested(text) == text


@pytest.mark.parametrize("text", ["> " * 5000, "-    " * 5000, "`a``" * 2000, "\\" * 20_000])
def test_markdown_takes_no_time_out_of_proportion(text: str) -> None:
    assert nested(text).count("\n") == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("__init__.py", r"\_\_init\_\_.py"),
        ("my_file.py", "my_file.py"),
        ("~~a~~ ~/b", r"\~\~a\~\~ ~/b"),
        ("&lt; R&D", r"\&lt; R&D"),
        ("C# in ##", r"C# in \##"),
    ],
)
def test_a_text_in_a_line_has_no_formatting(text: str, shown: str) -> None:
    assert inline(text) == shown
    document = MarkdownIt("commonmark").enable("strikethrough").render(f"# {shown}")
    assert unescape(document) == f"<h1>{text}</h1>\n"


def test_rich_and_notebooks_show_messages() -> None:
    answer = assistant_message()
    answer["parts"] = [{"type": "text", "text": "**Said.** \x1b[2J"}]
    reply = Reply.from_dict(answer)
    for shown in (reply, Turn([reply])):
        output = StringIO()
        Console(file=output, width=80).print(shown)
        assert "Said. \\x1b[2J" in output.getvalue()
        assert "<strong>Said.</strong>" in (shown._repr_html_() or "")
    output = StringIO()
    Console(file=output, width=80).print(Usage.of([reply]))
    assert output.getvalue() == "0 turns · 10 tokens in, 5 out · $0.2500\n"
    assert Usage.of([reply])._repr_html_() == str(Usage.of([reply])) == output.getvalue().strip()


def test_a_notebook_without_the_extra_shows_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    parser.cache_clear()
    assert Reply.from_dict(assistant_message())._repr_html_() is None
