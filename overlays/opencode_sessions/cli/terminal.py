"""The output for a person: a turn as it happens, lists, transcripts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from stat import S_ISREG
from typing import IO, TYPE_CHECKING

from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from opencode_sessions._readable import dollars, text_or_none, tokens_in_words
from opencode_sessions._terminal import console, printable
from opencode_sessions._transcript import duration, heading
from opencode_sessions.errors import describe_error
from opencode_sessions.replies import total_tokens
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.tool_part import ToolPart

if TYPE_CHECKING:
    from rich.console import Console

    from opencode_sessions import Part, Reply, Session
    from opencode_sessions.cli.doctor import Finding

#: Columns that a table of sessions needs.
_TABLE_WIDTH = 80
_MARKS = {"running": ("●", "yellow"), "completed": ("✓", "green"), "error": ("✗", "red")}
_VERDICTS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


class Terminal:
    """Shows a turn.

    Args:
        out: For the answer. Default: standard output.
        err: For all else. Default: standard error.
    """

    def __init__(self, out: Console | None = None, err: Console | None = None) -> None:
        self.out = out or console()
        self.err = err or console(stderr=True)
        self._written: dict[str, str] = {}
        self._statuses: dict[str, str] = {}
        self._last: str | None = None
        #: Text for a file is held back until it is complete: what is taken back must not be there.
        self._held: TextPart | None = None
        self._is_file = is_file(self.out.file)
        #: The console with an unfinished line.
        self._open: Console | None = None

    def show(self, part: Part) -> None:
        """Show the new text or state of a part."""
        if self._held is not None and self._held.id != part.id:
            self.flush()
        if isinstance(part, TextPart) and not part.synthetic:
            self._held = part
            if not self._is_file:
                self.flush()
        elif isinstance(part, ReasoningPart):
            self._write(self.err, part.id, part.text, style="dim italic")
        elif isinstance(part, ToolPart):
            self._show_tool(part)

    def flush(self) -> None:
        """Write the text that is held back for a file."""
        held, self._held = self._held, None
        if held is not None:
            self._write(self.out, held.id, held.text, style=None)

    def note(self, text: str) -> None:
        """Show a remark that is not the agent's."""
        self._end_line()
        self.err.print(Text(text, style="cyan"))

    def finish(self, reply: Reply, steps: Sequence[Reply]) -> None:
        """Show how the turn ended, its tokens and its cost."""
        self.flush()
        self._end_line()
        if reply.error is not None:
            self.err.print(Text(f"The turn failed: {describe_error(reply.error)}", style="bold red"))
        elif reply.refusals:
            tools = ", ".join(call.tool for call in reply.refusals)
            self.err.print(Text(f"The turn ended with a refusal: {tools}", style="bold red"))
        cost = sum(step.cost for step in steps)
        facts = [reply.info.session_id, tokens_in_words(total_tokens(steps)), dollars(cost)]
        self.err.print(Text(" · ".join(facts), style="dim"))

    def _write(self, console: Console, identifier: str, text: str, *, style: str | None) -> None:
        before = self._written.get(identifier, "")
        # A text that the server replaces is shown again from its start.
        added = text[len(before) :] if text.startswith(before) else text
        self._written[identifier] = text
        if before and not text:
            self.note("The model starts over: the text above does not count.")
        if not added:
            return
        if self._last != identifier or added == text:
            self._end_line()
        self._last = identifier
        if console.is_terminal:
            console.print(Text(added, style=style or ""), end="")
        else:
            # As it is: rich makes spaces of tabs.
            console.file.write(added)
            console.file.flush()
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


def is_file(output: IO[str]) -> bool:
    """Return whether output goes into a file, where nobody sees it before it is complete."""
    try:
        return S_ISREG(os.fstat(output.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def show_sessions(sessions: Sequence[Session]) -> None:
    """Show a list of sessions: as a table, or, where that leaves no room for their titles, as lines."""
    out = console()
    if not sessions:
        out.print("No sessions.")
        return
    rows = [(session.id, _updated(session), text_or_none(session.title) or "") for session in sessions]
    if out.is_terminal and out.width < _TABLE_WIDTH:
        for session_id, updated, title in rows:
            out.print(Text(title or "(no title)"))
            out.print(Text(f"  {session_id} {updated}", style="dim"))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("SESSION", no_wrap=True)
    table.add_column("UPDATED (UTC)", no_wrap=True)
    table.add_column("TITLE")
    for session_id, updated, title in rows:
        table.add_row(Text(session_id), updated, Text(printable(title)))
    out.print(table, soft_wrap=False)


def _updated(session: Session) -> str:
    updated = getattr(session.time, "updated_at", None)
    return f"{updated:%Y-%m-%d %H:%M}" if updated else ""


def show_finding(finding: Finding) -> None:
    """Show one finding of the doctor, and what to do."""
    mark, colour = _VERDICTS[finding.verdict]
    out = console()
    out.print(Text.assemble((mark, colour), " ", (finding.about, "bold"), f" {finding.words}"))
    if finding.advice is not None:
        out.print(Text(f"  {finding.advice}", style="dim"))


def show_transcript(markdown: str) -> None:
    """Show a transcript: formatted on a terminal, as Markdown elsewhere."""
    out = console()
    if out.is_terminal:
        # The address of a link is shown, not hidden.
        out.print(Markdown(markdown, hyperlinks=False), soft_wrap=False)
    else:
        out.file.write(markdown)
