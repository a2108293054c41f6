"""Editors: jedi, which most of them use, completes names with their signatures."""

from __future__ import annotations

import jedi
import pytest

OPEN = {
    "sync": "from opencode_sessions import Opencode\nclient = Opencode()\n",
    "async": "from opencode_sessions import AsyncOpencode\nasync def main():\n    client = AsyncOpencode()\n    ",
}


def names(code: str) -> set[str]:
    """The names that may follow a piece of code."""
    return {completion.name for completion in jedi.Script(code).complete()}


def completions(code: str) -> dict[str, list[str]]:
    """The names that may follow a piece of code, and their signatures.

    A resource's descriptor gives its class, too: jedi shows a method now in its bound form and now with `self`.
    """
    return {
        completion.name: [shown.to_string().replace("(self, ", "(") for shown in completion.get_signatures()]
        for completion in jedi.Script(code).complete()
    }


@pytest.mark.parametrize("mode", OPEN)
def test_a_client(mode: str) -> None:
    found = completions(OPEN[mode] + "client.")
    assert {"session", "event", "global_", "permission", "question", "config", "agent", "command"} <= set(found)
    assert {"conversation", "health", "server_version", "with_options", "close", "base_url", "launch"} <= set(found)
    assert "timeout: float | httpx.Timeout | NotGiven | None=NOT_GIVEN" in found["with_options"][0]


@pytest.mark.parametrize("mode", OPEN)
def test_a_resource(mode: str) -> None:
    found = completions(OPEN[mode] + "client.session.")
    assert {"create", "get", "list", "delete", "messages", "stream", "turn", "list_all"} <= set(found)
    assert found["create"][0].startswith("create(*, parent_id: SessionLike | None=None, title: str | None=None")
    assert found["chat"][0].startswith("chat(session_id: SessionLike, parts: Prompt, *, format: ")
    assert "subscribe" in completions(OPEN[mode] + "client.event.")
    assert "reply" in completions(OPEN[mode] + "client.permission.")


@pytest.mark.parametrize("mode", OPEN)
def test_a_reply(mode: str) -> None:
    wait = "await " if mode == "async" else ""
    indent = "    " if mode == "async" else ""
    code = f"{OPEN[mode]}reply = {wait}client.session.chat('ses_1', 'Hello?')\n{indent}reply."
    found = completions(code)
    assert {"text", "reasoning", "tool_calls", "error", "cost", "tokens", "structured", "info", "parts"} <= set(found)
    assert found["raise_for_error"] == ["raise_for_error() -> Self"]


def test_the_package() -> None:
    found = completions("from opencode_sessions import ")
    assert {"Opencode", "AsyncOpencode", "Session", "Part", "NotFoundError", "attachment", "PromptOptions"} <= set(
        found
    )
    found = completions("from opencode_sessions.testing import ")
    assert {"ScriptedModel", "ToolCall", "install_server"} <= set(found)
