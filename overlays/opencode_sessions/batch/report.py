"""What a journal says: the results, as objects, as JSON lines, and as a page of Markdown or HTML."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from opencode_sessions._markdown import fenced, inline, nested
from opencode_sessions.batch.journal import read_records
from opencode_sessions.batch.plan import Plan
from opencode_sessions.batch.progress import Progress
from opencode_sessions.batch.result import Result
from opencode_sessions.replies import PARAGRAPH

if TYPE_CHECKING:
    from opencode_sessions.batch.plan import Attempt

__all__ = ["Report"]

#: The columns of the table, and those that are numbers.
COLUMNS = ("Job", "Status", "Cost", "Tokens in", "Tokens out", "Seconds", "Refused", "Session")
NUMBERS = COLUMNS[2:7]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .25rem .6rem; text-align: left; }
tr { border-bottom: 1px solid #8884; } .number { text-align: right; font-variant-numeric: tabular-nums; }
.done { color: #1a7f37; } .failed, .unfinished { color: #cf222e; } .aborted { color: #9a6700; }
pre { white-space: pre-wrap; background: #8881; padding: .8rem; border-radius: .4rem; } summary { cursor: pointer; }
"""


class Report:
    """The state of a journal when it was read; also while a run writes it.

    Args:
        journal: The path of the journal.

    Attributes:
        path: The path of the journal.
        progress: The number of jobs by their status, and the cost.

    Raises:
        FileNotFoundError: There is no such file.
        JournalError: It cannot be read, is no journal, or a line of it is damaged.
    """

    def __init__(self, journal: str | os.PathLike[str]) -> None:
        self.path = Path(journal)
        self._plan = Plan()
        for position, record in read_records(self.path):
            self._plan.apply(record, position)
        statuses = self._plan.statuses
        self.progress = Progress(
            total=len(self._plan),
            done=statuses["done"],
            failed=statuses["failed"],
            aborted=statuses["aborted"],
            unfinished=sum(attempt is not None for attempt in self._plan.unfinished().values()),
            cost=self._plan.cost,
            tokens=self._plan.tokens,
        )

    @property
    def results(self) -> Iterator[Result]:
        """The results of finished jobs, in the order in which they were finished, one read after the other."""
        with self.path.open("rb") as file:
            for position in self._plan.finished():
                file.seek(position)
                yield Result.from_dict(json.loads(file.readline()))

    @property
    def unfinished(self) -> dict[str, Attempt | None]:
        """The jobs without a result, by key: None for one that was not sent, else its last attempt."""
        return self._plan.unfinished()

    def json_lines(self) -> Iterator[str]:
        """The results as JSON, one on each line."""
        for result in self.results:
            yield json.dumps(result.to_dict(), ensure_ascii=False)

    def markdown(self) -> Iterator[str]:
        """The lines of a page of Markdown: the numbers, a table, and the text and structured output of each job."""
        yield from (f"# {inline(self.path.name)}", "", f"{self.progress}", "")
        yield "| " + " | ".join(COLUMNS) + " |"
        yield "|" + "|".join("--:" if column in NUMBERS else "---" for column in COLUMNS) + "|"
        for row in self.rows():
            yield "| " + " | ".join(inline(cell).replace("|", "\\|") for cell in row) + " |"
        for result in self.results:
            yield from ("", f"## {inline(result.key)}", "", nested(_words(result)))
            if (output := _output(result)) is not None:
                yield from ("", fenced(output))

    def html(self) -> Iterator[str]:
        """The lines of a page of HTML: the numbers, a table, and the text and structured output of each job."""
        title = html.escape(self.path.name)
        yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        yield f"<h1>{title}</h1><p>{html.escape(str(self.progress))}</p><table><thead><tr>"
        kinds = (' class="number"' if column in NUMBERS else "" for column in COLUMNS)
        yield "".join(map("<th{}>{}</th>".format, kinds, COLUMNS)) + "</tr></thead><tbody>"
        for row in self.rows():
            yield "<tr>" + "".join(map(_cell, COLUMNS, row)) + "</tr>"
        yield "</tbody></table>"
        for result in self.results:
            yield (
                f'<details><summary class="{result.status}">{html.escape(result.key)}</summary>'
                f"<pre>{html.escape(PARAGRAPH.join(filter(None, (_words(result), _output(result)))))}</pre></details>"
            )
        yield "</html>"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table, those of jobs without a result at the end."""
        for result in self.results:
            tokens = (f"{result.tokens.input or 0:,.0f}", f"{result.tokens.output or 0:,.0f}")
            cost, seconds = f"${result.cost:.4f}", f"{result.seconds:.1f}"
            refused = str(result.refusals) if result.refusals else ""
            yield result.key, result.status, cost, *tokens, seconds, refused, result.session_id or ""
        for key, attempt in self.unfinished.items():
            status, session_id = ("not sent", "") if attempt is None else ("unfinished", attempt.session_id)
            yield key, status, *("" for _ in NUMBERS), session_id


def _words(result: Result) -> str:
    """Return all that a result says: its error, how many tool calls were refused, and its text."""
    error = None if result.error is None else f"{type(result.error).__name__}: {result.error}"
    refused = f"Tool calls that were refused: {result.refusals}" if result.refusals else None
    return PARAGRAPH.join(one for one in (error, refused, result.text) if one)


def _output(result: Result) -> str | None:
    """Return the structured output of a result as JSON; None if there is none."""
    structured = None if result._reply is None else result.structured
    return None if structured is None else json.dumps(structured, ensure_ascii=False)


def _cell(column: str, cell: str) -> str:
    kind = f' class="{cell}"' if column == "Status" else ' class="number"' if column in NUMBERS else ""
    return f"<td{kind}>{html.escape(cell)}</td>"
