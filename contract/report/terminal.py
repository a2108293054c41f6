"""A review on the terminal: a line for each section, what fails, and the verdict."""

from __future__ import annotations

import os
from collections import Counter
from typing import TextIO

from rich.console import Console
from rich.text import Text

from contract.findings import Finding, Level, Outcome, Review, Section

__all__ = ["show"]

_OUTCOMES = {Outcome.CLEAN: "green", Outcome.FINDINGS: "red", Outcome.COULD_NOT_RUN: "magenta"}
_LEVELS = {
    Level.ERROR: "red",
    Level.BREAKING: "red",
    Level.RISKY: "yellow",
    Level.ADDITION: "green",
    Level.DOCS: "dim",
}
#: The most findings of a section, when a page has them all.
_MOST_FAILING = 5
_MOST_OTHERS = 3
_NARROWEST = 20
_UNBROKEN = 10_000


def show(review: Review, file: TextIO, *, page: str | os.PathLike[str] | None = None) -> None:
    """Show a review; a short form when there is a page with all of it.

    Args:
        review: The review.
        file: The file to write to; with colours if it is a terminal.
        page: The path of the page; None without one.
    """
    # A file that is not a terminal, such as a log, gets unwrapped lines.
    console = Console(file=file, width=None if file.isatty() else _UNBROKEN, highlight=False)
    _write(console, Text(f"Contract review of {review.step}, compared with {review.base}"))
    for section in review.sections:
        seconds = (f" ({section.seconds:.1f} s)", "dim")
        _write(console, Text.assemble(_marked(section.outcome, section.title), f": {section.summary}", seconds))
        if section.failure is not None:
            _write(console, Text(section.failure), indent=2)
        _write_findings(console, section, in_short=page is not None)
    console.print()
    _write(console, _marked(review.outcome, review.verdict))
    if page is not None:
        _write(console, Text(f"See {os.fspath(page)}"))


def _marked(outcome: Outcome, words: str) -> Text:
    return Text.assemble((f"{outcome.mark} {words}", f"bold {_OUTCOMES[outcome]}"))


def _write_findings(console: Console, section: Section, *, in_short: bool) -> None:
    failing = [finding for finding in section.findings if finding.fails]
    others = [finding for finding in section.findings if not finding.fails and finding.reason is None]
    accepted = [finding for finding in section.findings if finding.reason is not None]
    most_failing, most_others = (_MOST_FAILING, _MOST_OTHERS) if in_short else (len(failing), len(others))
    for finding in failing[:most_failing] + others[:most_others]:
        _write_finding(console, finding)
    rest = Counter(str(finding.level) for finding in failing[most_failing:] + others[most_others:])
    rest["accepted"] = len(accepted)
    if rest.total():
        counts = ", ".join(f"{kind} {count}" for kind, count in rest.items() if count)
        _write(console, Text(f"and more: {counts}", "dim"), indent=2)


def _write_finding(console: Console, finding: Finding) -> None:
    line = "" if finding.line is None else f", openapi.yaml:{finding.line}"
    level = (str(finding.level), _LEVELS[finding.level])
    _write(console, Text.assemble(level, " ", finding.where, (f" ({finding.rule}{line})", "dim")), indent=2)
    for sentence in filter(None, (finding.what, finding.python)):
        _write(console, Text(sentence), indent=4)


def _write(console: Console, text: Text, *, indent: int = 0) -> None:
    for line in text.wrap(console, max(console.width - indent, _NARROWEST)):
        console.print(Text(" " * indent) + line, soft_wrap=True)
