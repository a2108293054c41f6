"""What a person sees: a turn as it happens, lists, transcripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from opencode_sessions.errors import explanation
from opencode_sessions.finished_turns import total_tokens
from opencode_sessions.transcripts import duration, heading
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.tool_part import ToolPart

if TYPE_CHECKING:
    from opencode_sessions import Part, Reply, Session

_MARKS = {"running": ("●", "yellow"), "completed": ("✓", "green"), "error": ("✗", "red")}


class Terminal:
    """Shows a turn.

    Args:
        out: Where the answer goes. Default: standard output.
        err: Where all else goes. Default: standard error.
    """

    def __init__(self, out: Console | None = None, err: Console | None = None) -> None:
        self.out = out or Console(highlight=False, soft_wrap=True)
        self.err = err or Console(stderr=True, highlight=False, soft_wrap=True)
        self._written: dict[str, str] = {}
        self._statuses: dict[str, str] = {}
        self._last: str | None = None
        #: Where a line is begun and not ended.
        self._open: Console | None = None

    def show(self, part: Part) -> None:
        """Show what is new of a part."""
        if isinstance(part, TextPart) and not part.synthetic:
            self._write(self.out, part.id, part.text, style=None)
        elif isinstance(part, ReasoningPart):
            self._write(self.err, part.id, part.text, style="dim italic")
        elif isinstance(part, ToolPart):
            self._show_tool(part)

    def note(self, text: str) -> None:
        """Say something that is not the agent's."""
        self._end_line()
        self.err.print(Text(text, style="cyan"))

    def finish(self, reply: Reply, steps: Sequence[Reply]) -> None:
        """Say how the turn ended, and what it took."""
        self._end_line()
        if reply.error is not None:
            self.err.print(Text(f"The turn failed: {explanation(reply.error)}", style="bold red"))
        tokens = total_tokens(steps)
        facts = [
            reply.info.session_id,
            f"{tokens.input or 0:,.0f} tokens in, {tokens.output or 0:,.0f} out",
            f"${sum(step.cost for step in steps):.4f}",
        ]
        self.err.print(Text(" · ".join(facts), style="dim"))

    def _write(self, console: Console, identifier: str, text: str, *, style: str | None) -> None:
        before = self._written.get(identifier, "")
        # A text that the server replaces is shown anew.
        added = text[len(before) :] if text.startswith(before) else text
        self._written[identifier] = text
        if not added:
            return
        if self._last != identifier or added == text:
            self._end_line()
        self._last = identifier
        console.print(Text(added, style=style or ""), end="")
        self._open = None if added.endswith("\n") else console

    def _show_tool(self, part: ToolPart) -> None:
        status = part.state.status
        if status not in _MARKS or self._statuses.get(part.id) == status:
            return
        self._statuses[part.id] = status
        self._end_line()
        mark, colour = _MARKS[status]
        line = Text.assemble((mark, colour), " ", (part.tool, "bold"), f" {heading(part)}")
        if (seconds := duration(part)) is not None:
            line.append(f" {seconds:.1f} s", style="dim")
        if status == "error":
            line.append(f" {getattr(part.state, 'error', '')}", style="red")
        self.err.print(line)

    def _end_line(self) -> None:
        if self._open is not None:
            self._open.print()
        self._open = self._last = None


def show_sessions(sessions: Sequence[Session]) -> None:
    """Show a list of sessions."""
    console = Console(highlight=False)
    if not sessions:
        console.print("No sessions.")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("SESSION", no_wrap=True)
    table.add_column("UPDATED (UTC)", no_wrap=True)
    table.add_column("TITLE")
    for session in sessions:
        updated = session.time.updated_at
        table.add_row(session.id, f"{updated:%Y-%m-%d %H:%M}" if updated else "", Text(session.title or ""))
    console.print(table)


def show_transcript(markdown: str) -> None:
    """Show a transcript: formatted on a terminal, as Markdown elsewhere."""
    console = Console()
    if console.is_terminal:
        console.print(Markdown(markdown))
    else:
        console.file.write(markdown)
