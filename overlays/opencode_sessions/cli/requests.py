"""The agent's permissions and questions, put to the user at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.prompt import Prompt

from opencode_sessions._events import pattern_texts, question_texts, readable_text
from opencode_sessions.cli.common import is_somebody_there

if TYPE_CHECKING:
    from opencode_sessions import PermissionRequest, QuestionRequest
    from opencode_sessions.cli.terminal import Terminal
    from opencode_sessions_api.models.permission_reply import PermissionReply

#: The answers to a request for permission; their beginnings will do.
_DECISIONS: dict[str, PermissionReply] = {
    "once": "once",
    "yes": "once",
    "always": "always",
    "reject": "reject",
    "no": "reject",
}


def decider(decision: PermissionReply | None, terminal: Terminal) -> Callable[[PermissionRequest], PermissionReply]:
    """Make a function that decides on permissions: as given, else as the user says, else to reject.

    Args:
        decision: The decision that was given beforehand.
        terminal: Where to ask.
    """

    def decide(request: PermissionRequest) -> PermissionReply:
        about = " ".join([readable_text(request.permission), *pattern_texts(request)])
        if decision is None and is_somebody_there():
            terminal.note(f"The agent asks for permission: {about}")
            return _ask(terminal)
        given: PermissionReply = decision or "reject"
        hint = "" if decision else " (nobody is there to ask: --allow once would allow it)"
        terminal.note(f"Permission for {about}: {given}{hint}")
        return given

    return decide


def _ask(terminal: Terminal) -> PermissionReply:
    """Ask until there is a decision; nothing, and the end of the input, refuse."""
    while True:
        try:
            given = terminal.err.input("Allow it? (once, always, REJECT; or o, a, r): ").strip().lower()
        except EOFError:
            return "reject"
        if not given:
            return "reject"
        for word, decision in _DECISIONS.items():
            if word.startswith(given):
                return decision


def answerer(terminal: Terminal) -> Callable[[QuestionRequest], list[list[str]] | None]:
    """Make a function that answers questions as the user says; it refuses without a terminal.

    Args:
        terminal: Where to ask.
    """

    def answer(request: QuestionRequest) -> list[list[str]] | None:
        if not is_somebody_there():
            terminal.note("The agent asks a question, and nobody is there to answer it.")
            return None
        answers = []
        for info, text in zip(request.questions, question_texts(request), strict=True):
            terminal.note(text)
            options: Any = getattr(info, "options", None)
            for option in options if isinstance(options, list) else []:
                label, description = getattr(option, "label", None), getattr(option, "description", None)
                terminal.note(f"  {readable_text(label)}: {readable_text(description)}")
            takes_several = getattr(info, "multiple", None) is True
            several = ", separated by commas" if takes_several else ""
            try:
                given = Prompt.ask(f"Your answer{several}", console=terminal.err)
            except EOFError:
                return None
            labels = given.split(",") if takes_several else [given]
            answers.append([label.strip() for label in labels if label.strip()])
        return answers

    return answer
