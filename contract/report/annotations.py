"""A review as annotations of a pull request: the workflow commands of GitHub, a line for each cause."""

from __future__ import annotations

from collections.abc import Iterator

from contract.findings import Finding, Level, Review
from contract.report.causes import grouped

__all__ = ["commands", "file_of", "line_of"]

#: The commands; accepted findings have none.
_COMMANDS = {
    Level.ERROR: "error",
    Level.BREAKING: "error",
    Level.RISKY: "warning",
    Level.ADDITION: "notice",
    Level.DOCS: "notice",
}


def commands(review: Review) -> Iterator[str]:
    """Iterate over the workflow commands, the worst first; one for each cause, at its first place."""
    causes = [
        (section.title, cause)
        for section in review.sections
        for group in grouped(section.findings)
        for cause in group.causes
        if cause.first.reason is None
    ]
    for title, cause in sorted(causes, key=lambda each: each[1].rank):
        first, others = cause.first, len(cause.findings) - 1
        more = f" Also in {others} more places." if others else ""
        place = f"file={_property(file_of(first))},line={line_of(first)}"
        message = f"{first.where}: {first.what} {first.python}".strip() + more
        yield f"::{_COMMANDS[first.level]} {place},title={_property(f'{title}: {first.rule}')}::{_text(message)}"
    for section in review.sections:
        if section.failure is not None:
            yield f"::error title={_property(section.title)}::{_text(f'Could not run. {section.failure}')}"


def file_of(finding: Finding) -> str:
    """Return the file that a finding is about, from the root of the repository."""
    return finding.where if finding.where.startswith("generated/") else "openapi.yaml"


def line_of(finding: Finding) -> int:
    """Return the line of its file, from 1, that a finding is about; the first one when it is not about one."""
    if finding.line is None and finding.excerpt is not None and file_of(finding) == "openapi.yaml":
        return finding.excerpt.after or 1
    return finding.line or 1


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
