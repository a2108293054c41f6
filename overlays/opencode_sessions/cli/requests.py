"""What the agent asks its user: put to whoever sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.prompt import Prompt

if TYPE_CHECKING:
    from opencode_sessions import PermissionRequest, QuestionRequest
    from opencode_sessions.cli.terminal import Terminal
    from opencode_sessions_api.models.permission_reply import PermissionReply

_DECISIONS: list[PermissionReply] = ["once", "always", "reject"]


def decider(decision: PermissionReply | None, terminal: Terminal) -> Callable[[PermissionRequest], PermissionReply]:
    """Decides on permissions: as told, else as the user says, else to reject.

    Args:
        decision: What was told beforehand.
        terminal: Where to ask.
    """

    def decide(request: PermissionRequest) -> PermissionReply:
        about = f"{request.permission} {' '.join(request.patterns)}".strip()
        if decision is None and sys.stdin.isatty():
            terminal.note(f"The agent asks for permission: {about}")
            chosen = Prompt.ask("Allow it?", choices=list(_DECISIONS), default="reject", console=terminal.err)
            return next(known for known in _DECISIONS if known == chosen)
        given: PermissionReply = decision or "reject"
        hint = "" if decision else " (nobody is there to ask: --allow once would allow it)"
        terminal.note(f"Permission for {about}: {given}{hint}")
        return given

    return decide


def answerer(terminal: Terminal) -> Callable[[QuestionRequest], list[list[str]] | None]:
    """Answers questions as the user says; refuses where nobody is there.

    Args:
        terminal: Where to ask.
    """

    def answer(request: QuestionRequest) -> list[list[str]] | None:
        if not sys.stdin.isatty():
            terminal.note("The agent asks a question, and nobody is there to answer it.")
            return None
        answers = []
        for info in request.questions:
            terminal.note(info.question)
            for option in info.options:
                terminal.note(f"  {option.label}: {option.description}")
            several = ", separated by commas" if info.multiple else ""
            given = Prompt.ask(f"Your answer{several}", console=terminal.err)
            labels = given.split(",") if info.multiple else [given]
            answers.append([label.strip() for label in labels if label.strip()])
        return answers

    return answer
