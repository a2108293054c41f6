"""What a review says: findings, in sections, which add up to one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from time import perf_counter
from traceback import extract_tb

from attrs import field, frozen

__all__ = ["CannotRunError", "Finding", "Level", "Outcome", "Review", "Section", "Who", "section"]


class CannotRunError(Exception):
    """A check could not be made: a tool is missing, or failed. Never the same as having found nothing."""


class Outcome(IntEnum):
    """What a check came to, as the exit code of a command."""

    CLEAN = 0
    FINDINGS = 1
    COULD_NOT_RUN = 2

    @property
    def words(self) -> str:
        """It in words, such as `could not run`."""
        return self.name.lower().replace("_", " ")

    @property
    def mark(self) -> str:
        """It in one character."""
        return "✓✗!"[self]


class Level(StrEnum):
    """How bad a finding is, worst first."""

    #: Something is wrong, whatever it was before.
    ERROR = "error"
    #: Programs that worked stop working.
    BREAKING = "breaking"
    #: Programs that list all there is, and expect nothing more, meet something more.
    RISKY = "risky"
    #: There is more than before, for those who ask for it.
    ADDITION = "addition"
    #: Words only.
    DOCS = "docs"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the worst."""
        return list(Level).index(self)


class Who(StrEnum):
    """Whom a change concerns."""

    #: Who sends requests.
    CALLER = "caller"
    #: Who reads answers and events.
    READER = "reader"
    #: Who imports the names of the Python package.
    IMPORTER = "importer"
    #: Who reads the documentation.
    DOCS = "docs"


@frozen
class Finding:
    """One thing that a check found.

    Attributes:
        level: How bad it is.
        rule: The rule that found it, such as `operation-removed`.
        where: What it is about: an operation (`POST /session`), a schema and its field (`Session.title`), or a file.
        what: What it is, in a sentence.
        who: Whom it concerns; empty when that is no question.
        python: What a Python user sees of it; empty when nothing.
        line: The line of openapi.yaml, from 1; None when it is not about one.
        reason: Why it is known and accepted; None when it is not.
    """

    level: Level
    rule: str
    where: str
    what: str
    who: tuple[Who, ...] = ()
    python: str = ""
    line: int | None = None
    reason: str | None = None

    @property
    def fails(self) -> bool:
        """Whether it makes the review fail."""
        return self.reason is None and self.level in (Level.ERROR, Level.BREAKING)


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (not finding.fails, finding.level.rank)))


@frozen
class Section:
    """What one check came to.

    Attributes:
        title: The check, such as `Breaking changes`.
        summary: What came of it, in a sentence.
        findings: What it found, worst first.
        failure: Why it could not be made; None when it could.
        seconds: How long it took.
    """

    title: str
    summary: str
    findings: Sequence[Finding] = field(default=(), converter=_worst_first)
    failure: str | None = None
    seconds: float = 0.0

    @property
    def outcome(self) -> Outcome:
        """Whether it is clean."""
        if self.failure is not None:
            return Outcome.COULD_NOT_RUN
        return Outcome.FINDINGS if any(finding.fails for finding in self.findings) else Outcome.CLEAN


@frozen
class Review:
    """A change of the contract, reviewed.

    Attributes:
        base: What it is compared with, such as `1c2d3e4 (v0.2.0)`.
        versions: The contract's version in the base and now.
        sections: What the checks came to.
    """

    base: str
    versions: tuple[str, str]
    sections: Sequence[Section]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of all sections, worst first."""
        return _worst_first(finding for section in self.sections for finding in section.findings)

    @property
    def seconds(self) -> float:
        """How long its sections took, one after the other."""
        return sum(section.seconds for section in self.sections)

    @property
    def step(self) -> str:
        """What becomes of the version, such as `0.1.0 → 0.2.0`."""
        base, now = self.versions
        return f"{now} as before" if base == now else f"{base} → {now}"

    @property
    def outcome(self) -> Outcome:
        """The worst of its sections'."""
        return max(section.outcome for section in self.sections)

    @property
    def verdict(self) -> str:
        """The outcome in a sentence."""
        blind = [section.title for section in self.sections if section.outcome is Outcome.COULD_NOT_RUN]
        failing = [finding for finding in self.findings if finding.fails]
        said = []
        if blind:
            said.append(f"Could not run: {', '.join(blind)}")
        if failing:
            said.append(f"{len(failing)} to look at")
        return "; ".join(said) or "Nothing stands against it"


def section(title: str, check: Callable[[], tuple[str, Iterable[Finding]]]) -> Section:
    """Make a check, and say what it came to: `check` gives a sentence and its findings, or raises.

    `CannotRunError` says itself why the check could not be made. Anything else is a mistake of the check: it hides
    neither itself nor the other checks.
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
