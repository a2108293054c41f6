"""Findings, in sections, which together make a review with one outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from time import perf_counter
from traceback import extract_tb

from attrs import field, frozen

__all__ = [
    "ACCEPTED",
    "CannotRunError",
    "Excerpt",
    "Finding",
    "Level",
    "Outcome",
    "Review",
    "Section",
    "Who",
    "run_check",
]


#: The kind of a finding that is accepted, whatever its level.
ACCEPTED = "accepted"


class CannotRunError(Exception):
    """A check could not run: a tool is missing, or failed. Never to be taken for a check without findings."""


class Outcome(IntEnum):
    """The result of a check, as the exit code of a command."""

    CLEAN = 0
    FINDINGS = 1
    COULD_NOT_RUN = 2

    @property
    def words(self) -> str:
        """The name in words, such as `could not run`."""
        return self.name.lower().replace("_", " ")

    @property
    def mark(self) -> str:
        """One character that stands for it."""
        return "✓✗!"[self]


class Level(StrEnum):
    """The severity of a finding, worst first."""

    #: Wrong, whatever it was before.
    ERROR = "error"
    #: Programs that worked stop working.
    BREAKING = "breaking"
    #: Programs that expect only the known values may get a new one.
    RISKY = "risky"
    #: Something is new, for programs that ask for it.
    ADDITION = "addition"
    #: Only descriptions changed.
    DOCS = "docs"

    @property
    def rank(self) -> int:
        """The position in the order, 0 for the worst."""
        return list(Level).index(self)


class Who(StrEnum):
    """The people that a change concerns."""

    #: Who sends requests.
    CALLER = "caller"
    #: Who reads responses and events.
    READER = "reader"
    #: Who imports the names of the Python package.
    IMPORTER = "importer"
    #: Who reads the documentation.
    DOCS = "docs"


@frozen
class Excerpt:
    """A place of the contract before and after, as a diff.

    Attributes:
        lines: The lines, without the indentation that all share. Those that are gone begin with `-`, new ones with `+`,
            and all others with a space.
        before: The first line of the place in the base, from 1; None when it is not there.
        after: The first line of the place now, from 1; None when it is not there.
        omitted: The number of lines that were left out at the end.
    """

    lines: tuple[str, ...]
    before: int | None = None
    after: int | None = None
    omitted: int = 0

    @property
    def is_change(self) -> bool:
        """True when the two differ here."""
        return any(line[:1] != " " for line in self.lines)


@frozen
class Finding:
    """One finding of a check.

    Attributes:
        level: The severity.
        rule: The rule that reports it, such as `operation-removed`.
        where: The location: an operation (`POST /session`), a schema and its field (`Session.title`), or a file.
        what: The finding in a sentence.
        who: The people that it concerns; empty for checks that do not tell them apart.
        python: Its effect for Python users; empty without any.
        line: The line of openapi.yaml, from 1; None when the finding is not about one.
        reason: Why it is accepted; None when it is not.
        was: The location in the base, when it has another name now.
        users: The operations and schemas that use what has another name now.
        excerpt: Its place in the contract, before and after; None when it is not about one.
    """

    level: Level
    rule: str
    where: str
    what: str
    who: tuple[Who, ...] = ()
    python: str = ""
    line: int | None = None
    reason: str | None = None
    was: str | None = None
    users: tuple[str, ...] = ()
    excerpt: Excerpt | None = None

    @property
    def kind(self) -> str:
        """The level, or `accepted`: what the reports count it as."""
        return str(self.level) if self.reason is None else ACCEPTED

    @property
    def fails(self) -> bool:
        """True when it makes the review fail."""
        return self.reason is None and self.level in (Level.ERROR, Level.BREAKING)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by kind, worst first. All reports show these numbers."""
    counted = Counter(finding.kind for finding in findings)
    return {kind: counted[kind] for kind in (*map(str, Level), ACCEPTED) if counted[kind]}


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (not finding.fails, finding.level.rank)))


@frozen
class Section:
    """The result of one check.

    Attributes:
        title: The name of the check, such as `Breaking changes`.
        summary: The result in a sentence.
        findings: The findings, worst first.
        failure: Why the check could not run; None when it could.
        seconds: The duration.
    """

    title: str
    summary: str
    findings: Sequence[Finding] = field(default=(), converter=_worst_first)
    failure: str | None = None
    seconds: float = 0.0

    @property
    def outcome(self) -> Outcome:
        """The outcome of the check."""
        if self.failure is not None:
            return Outcome.COULD_NOT_RUN
        return Outcome.FINDINGS if any(finding.fails for finding in self.findings) else Outcome.CLEAN


@frozen
class Review:
    """The review of a change of the contract.

    Attributes:
        base: The commit that it is compared with, such as `1c2d3e4 (v0.2.0)`.
        versions: The contract's version in the base and now.
        sections: The results of the checks.
    """

    base: str
    versions: tuple[str, str]
    sections: Sequence[Section]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all sections, worst first."""
        return _worst_first(finding for section in self.sections for finding in section.findings)

    @property
    def seconds(self) -> float:
        """The durations of all sections, added up."""
        return sum(section.seconds for section in self.sections)

    @property
    def step(self) -> str:
        """The change of the version, such as `0.1.0 → 0.2.0`."""
        base, now = self.versions
        return f"{now} as before" if base == now else f"{base} → {now}"

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of its sections."""
        return max(section.outcome for section in self.sections)

    @property
    def verdict(self) -> str:
        """The outcome in a sentence."""
        not_run = [section.title for section in self.sections if section.outcome is Outcome.COULD_NOT_RUN]
        failing = [finding for finding in self.findings if finding.fails]
        parts = []
        if not_run:
            parts.append(f"Could not run: {', '.join(not_run)}")
        if failing:
            parts.append(f"{len(failing)} finding{'s' if len(failing) > 1 else ''} to look at")
        return "; ".join(parts) or "No problems found"


def run_check(title: str, check: Callable[[], tuple[str, Iterable[Finding]]]) -> Section:
    """Run a check, and return its section.

    A `CannotRunError` explains itself why the check could not run. Any other exception is a bug of the check: it is
    reported as a failure, and does not hide the other checks.

    Args:
        title: The title of the section.
        check: Returns the result in a sentence and the findings.
    """
    started = perf_counter()
    try:
        summary, findings = check()
    except CannotRunError as error:
        return Section(title, "Could not run.", failure=str(error), seconds=perf_counter() - started)
    except Exception as error:
        at = extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__}: {error} ({Path(at.filename).name}, line {at.lineno}, in {at.name})"
        return Section(title, "Could not run.", failure=failure, seconds=perf_counter() - started)
    return Section(title, summary, findings, seconds=perf_counter() - started)
