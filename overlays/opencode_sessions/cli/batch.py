"""The commands batch and batch-report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from opencode_sessions._terminal import console
from opencode_sessions.cli.common import (
    FAILED,
    OVER_BUDGET,
    UNREACHABLE,
    Allow,
    errors_as_lines,
    fail,
    print_json,
    read_input,
    refuse_both,
    say,
    words_of,
)

if TYPE_CHECKING:
    from opencode_sessions.batch import Job, Report


class Format(StrEnum):
    """The forms of a report."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSONL = "jsonl"


#: The forms of a report that is a file, by its suffix.
_FORMATS = {".html": Format.HTML, ".md": Format.MARKDOWN, ".jsonl": Format.JSONL}


class Answer(StrEnum):
    """The answers to a question."""

    REJECT = "reject"
    FIRST = "first"


def batch(
    jobs: Annotated[
        Path,
        typer.Argument(
            help='A file with a job on each line: {"prompt": …}, or a prompt alone, "…"; - reads standard input.'
        ),
    ],
    journal: Annotated[
        Path | None,
        typer.Option("--journal", "-j", help="The journal. Default: the name of the jobs with .journal.jsonl."),
    ] = None,
    urls: Annotated[
        list[str] | None,
        typer.Option(
            "--url",
            "-u",
            help="The address of a server; may be given several times. Default: OPENCODE_BASE_URL, or "
            "http://127.0.0.1:4096.",
        ),
    ] = None,
    directory: Annotated[
        Path | None, typer.Option("--directory", "-C", help="The directory of jobs that name none.")
    ] = None,
    launch: Annotated[bool, typer.Option("--launch", "-l", help="Start a server, and stop it at the end.")] = False,
    concurrency: Annotated[int, typer.Option("--concurrency", "-c", min=1, help="The most jobs at a time.")] = 8,
    per_server: Annotated[int | None, typer.Option(min=1, help="The most jobs at a time of each server.")] = None,
    per_minute: Annotated[float | None, typer.Option(help="The most prompts in a minute.")] = None,
    budget: Annotated[float | None, typer.Option(help="US dollars after which no more is sent.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds after which the agent of a job is stopped.")] = None,
    retry: Annotated[
        list[str] | None,
        typer.Option(help="An error after which a job is sent again, e.g. TurnLostError; may be given several times."),
    ] = None,
    attempts: Annotated[int, typer.Option(min=1, help="The most prompts for a job.")] = 3,
    allow: Annotated[Allow, typer.Option(help="The decision when an agent asks for a permission.")] = Allow.REJECT,
    question: Annotated[
        Answer, typer.Option(help="The answer when an agent asks a question: none, or the first of those offered.")
    ] = Answer.REJECT,
    report: Annotated[
        Path | None, typer.Option("--report", "-r", help="Write a report at the end: a file .html, .md or .jsonl.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The results as JSON lines, on standard output.")] = False,
) -> None:
    """Send many prompts, each to a session of its own. Started again with its journal, it goes on where it ended.

    opencode-sessions batch prompts.jsonl --concurrency 8 --journal review.jsonl

    A job is {"prompt": "Review it.", "key": "a", "directory": "/src/a"}. Only the prompt is needed.
    It may also have a title, model, agent, system, tools, variant, format, timeout, and worktree
    (true: a new git worktree). The key is its name in the journal: a job that has changed under its
    key is refused.

    Ctrl-C sends no more, says what runs on, and waits for it. A second one stops these agents, a
    third one leaves at once.
    """
    from opencode_sessions.batch import BatchStoppedError, Launched, ProgressDisplay, Report, run

    if report is not None and report.suffix not in _FORMATS:
        raise typer.BadParameter(f"It ends with {', '.join(_FORMATS)}, not {report.name!r}.", param_hint="--report")
    path = journal or Path("batch" if str(jobs) == "-" else jobs.stem).with_suffix(".journal.jsonl")
    with errors_as_lines(), ProgressDisplay() as display:
        if launch:
            refuse_both(urls)
        if report is not None and not report.absolute().parent.is_dir():
            raise ValueError(f"There is no folder {report.parent} for the report.")
        running = run(
            list(_read_jobs(jobs, directory)),
            journal=path,
            servers=Launched(str(directory or ".")) if launch else urls or None,
            concurrency=concurrency,
            per_server=per_server,
            per_minute=per_minute,
            budget=budget,
            timeout=timeout,
            retry=retry or (),
            attempts=attempts,
            permission=allow.value,
            question=question.value,
            on_progress=display.update,
        )
        is_done = True
        try:
            for result in running:
                is_done = is_done and result.is_done
                if as_json:
                    print_json(result.to_dict())
                elif not result.is_done:
                    display.note(f"{result.key}: {result.status}: {words_of(result.error)}")
                elif result.refusals:
                    display.note(f"{result.key}: done, but {result.refusals} of its tool calls were refused")
        except BatchStoppedError as error:
            fail(error, UNREACHABLE)
        finally:
            if report is not None and path.exists():
                lines = _lines(Report(path), _FORMATS[report.suffix])
                report.write_text("".join(f"{line}\n" for line in lines), "utf-8", "backslashreplace")
    if not as_json:
        say(f"The results: opencode-sessions batch-report {path}")
    if running.progress.stopped == "budget":
        say(f"The budget of ${budget} does not allow for another job: with a higher one, the rest is sent.")
        raise typer.Exit(OVER_BUDGET)
    if not is_done:
        raise typer.Exit(FAILED)


def batch_report(
    journal: Annotated[Path, typer.Argument(help="The journal.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="The form of the report.")] = Format.TABLE,
) -> None:
    """Show what a journal says, also while the batch runs: a table, or a page with all texts."""
    from opencode_sessions.batch import Report

    with errors_as_lines():
        report = Report(journal)
        if format is Format.TABLE:
            _show_table(report)
            return
        out = console()
        for line in _lines(report, format):
            if out.is_terminal:
                out.print(line)
            else:
                # As it is: rich makes spaces of tabs.
                out.file.write(f"{line}\n")


def _lines(report: Report, format: Format) -> Iterator[str]:
    lines = {Format.MARKDOWN: report.markdown, Format.HTML: report.html, Format.JSONL: report.json_lines}
    return lines[format]()


def _read_jobs(path: Path, directory: Path | None) -> Iterator[Job]:
    """Read the jobs of a file.

    Raises:
        OSError: It cannot be read.
        ValueError: A line is no job.
    """
    from opencode_sessions.batch import Job

    text = read_input() if str(path) == "-" else path.read_text("utf-8-sig")
    # Not `splitlines`: JSON has U+2028 and its like in its texts as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            given = {"prompt": data} if isinstance(data, str) else data
            if isinstance(given, dict) and directory is not None:
                given = {"directory": str(directory.absolute()), **given}
            yield Job.from_dict(given)
        except (TypeError, ValueError) as error:
            raise ValueError(f"Line {number} of {path} is no job: {error}") from error


def _show_table(report: Report) -> None:
    from opencode_sessions.batch.report import COLUMNS, NUMBERS

    out = console()
    table = Table(box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in NUMBERS else "left")
    for row in report.rows():
        table.add_row(*row)
    out.print(table, soft_wrap=False)
    out.print(str(report.progress), style="dim")
