"""A review as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contract.findings import ACCEPTED, Finding, Review, Section
from contract.report.causes import Cause, grouped
from contract.report.code_spans import split_code

__all__ = ["MARKER", "inline", "markdown"]

#: The first line, which identifies the comment.
MARKER = "<!-- opencode-sessions: contract review -->"

# In bytes. The workflow cuts at 60,000, as GitHub takes 65,536 characters; the rest is for the text around the rows.
_ROOM = 55_000
_LONGEST = 400
_LONGEST_BLOCK = 2_000
_MOST_PLACES = 3
_MOST_USERS = 8

_TITLES = {
    "error": "Wrong",
    "breaking": "Breaking",
    "risky": "Risky",
    "addition": "Additions",
    "docs": "Documentation only",
    ACCEPTED: "Known and accepted",
}
_FOLDED = ("addition", "docs", ACCEPTED)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(review: Review) -> str:
    """Format a review: the verdict, the sections, then the findings, worst first; long lists are folded, or cut."""
    comment = _Comment()
    comment.write(
        MARKER,
        f"### {review.outcome.mark} Contract review: {inline(review.verdict)}",
        "",
        f"Contract {_span(review.step)}, compared with {_span(review.base)}.",
        "",
        "| | Check | Result | Findings | Seconds |",
        "|:-:|---|---|--:|--:|",
        *map(_section, review.sections),
    )
    for section in review.sections:
        if section.failure is not None:
            comment.write("", f"**{inline(section.title)} could not run.**", "", _block(section.failure))
    for kind, title in _TITLES.items():
        found = [finding for finding in review.findings if finding.kind == kind]
        comment.write_findings(title, found, folded=kind in _FOLDED)
    comment.write_excerpts(finding for finding in review.findings if finding.fails)
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
        omitted = 0
        for cause in sorted((cause for group in grouped(findings) for cause in group.causes), key=_rank):
            row = _row_of(cause)
            if self._has_room_for(row):
                self.write(row)
            else:
                omitted += len(cause.findings)
        if omitted:
            self.write("", f"And {omitted} more: see the page.")
        if folded:
            self.write("", "</details>")

    def write_excerpts(self, findings: Iterable[Finding]) -> None:
        """Write the contract before and after, as long as there is room."""
        changed = [finding for finding in findings if finding.excerpt is not None and finding.excerpt.is_change]
        blocks = dict.fromkeys(filter(self._has_room_for, map(_excerpt, changed)))
        if blocks:
            self.write("", "<details>", "<summary>The contract before and after</summary>", "")
            for block in blocks:
                if self._has_room_for(block):
                    self.write(block)
            self.write("", "</details>")

    def _has_room_for(self, text: str) -> bool:
        return len((self.text + text).encode()) < _ROOM


def _rank(cause: Cause) -> tuple[bool, int]:
    return cause.rank


def _section(section: Section) -> str:
    count, seconds = str(len(section.findings)), f"{section.seconds:.1f}"
    return _row(section.outcome.mark, inline(section.title), inline(section.summary), count, seconds)


def _row_of(cause: Cause) -> str:
    first, *others = cause.findings
    where = f"{_span(first.where)}<br>{inline(first.rule)}"
    if first.line is not None:
        where += f", line {first.line}"
    if others:
        named = "".join(f", {_span(finding.where)}" for finding in others[:_MOST_PLACES])
        where += f"<br>and in {len(others)} more places{named}{', …' if len(others) > _MOST_PLACES else ''}"
    what = inline(cause.what)
    if first.users:
        named = ", ".join(map(_span, first.users[:_MOST_USERS]))
        what += f"<br>Used by {named}{', …' if len(first.users) > _MOST_USERS else ''}"
    if first.reason is not None:
        what += f"<br>*Accepted:* {inline(first.reason)}"
    return _row(where, what, inline(cause.python), ", ".join(first.who))


def _excerpt(finding: Finding) -> str:
    assert finding.excerpt is not None
    lines = [*finding.excerpt.lines, *([f" … {finding.excerpt.omitted} more"] if finding.excerpt.omitted else [])]
    return f"\n{_span(finding.where)}\n\n{_pre(chr(10).join(lines), language='diff')}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def inline(text: str) -> str:
    """Format a text in a line: everything but its `code` is escaped, Markdown, HTML, mentions and the end of a cell."""
    return "".join(_span(piece) if code else _escaped(piece) for piece, code in split_code(_short(text)))


def _escaped(text: str) -> str:
    """Escape Markdown, HTML and mentions in a text of one line."""
    text = re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], text)
    text = re.sub(r"[\\`*_~|\[\]$!]", r"\\\g<0>", text)
    # A character of no width keeps @name and #1 from becoming a mention of a person, or of an issue.
    text = re.sub(r"[@#](?=\w)", "\\g<0>&#8203;", text)
    # At the beginning of a line, these begin a heading or a list, or underline one.
    return re.sub(r"^(?:[#+=-]|\d+(?=[.)]))", _escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}&#8203;" if found[0].isdigit() else f"\\{found[0]}"


def _span(text: str) -> str:
    """Format any text as code."""
    text = _short(text)
    # The number of backticks around code is limited on GitHub.
    return f"<code>{_escaped(text)}</code>" if "`" in text else f"`{text.replace('|', chr(92) + '|')}`"


def _block(text: str) -> str:
    """Format lines as code, the last ones if there are many."""
    return _pre(text.strip()[-_LONGEST_BLOCK:])


def _pre(text: str, *, language: str = "") -> str:
    """Format lines as code. Unlike a fence, which GitHub limits, this ends only with its tag."""
    start = f'<pre lang="{language}">' if language else "<pre>"
    return f"{start}\n{''.join(_ENTITIES.get(character, character) for character in text)}\n</pre>"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
