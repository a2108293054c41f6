"""A review as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract.findings import Finding, Level, Review, Section
from contract.views.backticks import pieces

__all__ = ["MARKER", "markdown"]

#: The first line, by which the comment is found again when there is a newer one.
MARKER = "<!-- opencode-sessions: contract review -->"

# GitHub takes 65,536 characters; the rest is for what stands around the rows.
_ROOM = 55_000
_LONGEST = 400
_LONGEST_BLOCK = 2_000

_TITLES = {
    Level.ERROR: "Wrong",
    Level.BREAKING: "Breaking",
    Level.RISKY: "Risky",
    Level.ADDITION: "Additions",
    Level.DOCS: "In words only",
}
_FOLDED = (Level.ADDITION, Level.DOCS)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(review: Review) -> str:
    """The comment: the verdict, the sections, then the findings, worst first; what is long is folded, or cut."""
    comment = _Comment()
    comment.write(
        MARKER,
        f"### {review.outcome.mark} Contract review: {_cell(review.verdict)}",
        "",
        f"{_cell(review.step)}, compared with {_span(review.base)}.",
        "",
        "| | Check | What came of it | Findings | Seconds |",
        "|:-:|---|---|--:|--:|",
        *map(_section, review.sections),
    )
    for section in review.sections:
        if section.failure is not None:
            comment.write("", f"**{_cell(section.title)} could not run.**", "", *_block(section.failure))
    for level, title in _TITLES.items():
        found = [finding for finding in review.findings if finding.level is level and finding.reason is None]
        comment.write_findings(title, found, folded=level in _FOLDED)
    accepted = [finding for finding in review.findings if finding.reason is not None]
    comment.write_findings("Known and accepted", accepted, folded=True)
    return comment.text


class _Comment:
    """Grows line by line, and takes rows of findings only as long as there is room."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, *lines: str) -> None:
        self.text += "".join(f"{line}\n" for line in lines)

    def write_findings(self, title: str, findings: Sequence[Finding], *, folded: bool) -> None:
        if not findings:
            return
        heading = f"{title}: {len(findings)}"
        self.write("", *(["<details>", f"<summary>{heading}</summary>"] if folded else [f"#### {heading}"]), "")
        self.write("| Where | What | In Python | Who |", "|---|---|---|---|")
        taken = 0
        for row in map(_finding, findings):
            if len(self.text) + len(row) > _ROOM:
                break
            self.write(row)
            taken += 1
        if taken < len(findings):
            self.write("", f"And {len(findings) - taken} more: see the page.")
        if folded:
            self.write("", "</details>")


def _section(section: Section) -> str:
    count, seconds = str(len(section.findings)), f"{section.seconds:.1f}"
    return _row(section.outcome.mark, _cell(section.title), _cell(section.summary), count, seconds)


def _finding(finding: Finding) -> str:
    where = f"{_span(finding.where)}<br>{_cell(finding.rule)}"
    if finding.line is not None:
        where += f", line {finding.line}"
    what = _cell(finding.what)
    if finding.reason is not None:
        what += f"<br>*Accepted:* {_cell(finding.reason)}"
    return _row(where, what, _cell(finding.python), ", ".join(finding.who))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text in which nothing but its `code` has a meaning: no Markdown, no HTML, no mention, no cell's end."""
    return "".join(_span(piece) if code else _escaped(piece) for piece, code in pieces(_short(text)))


def _escaped(text: str) -> str:
    text = re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], text)
    text = re.sub(r"[\\`*_~|\[\]$!]", r"\\\g<0>", text)
    # A character of no width keeps @name and #1 from becoming a mention of a person, or of an issue.
    return re.sub(r"[@#](?=\w)", "\\g<0>&#8203;", text)


def _span(text: str) -> str:
    """Code, whatever is in it."""
    text = _short(text).replace("|", r"\|")
    fence = _fence(text, shortest=1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _block(text: str) -> tuple[str, str, str]:
    """Lines of code, the last ones if there are many."""
    text = text.strip()[-_LONGEST_BLOCK:]
    fence = _fence(text, shortest=3)
    return f"{fence}text", text, fence


def _fence(code: str, *, shortest: int) -> str:
    longest = max(map(len, re.findall("`+", code)), default=0)
    return "`" * max(shortest, longest + 1)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
