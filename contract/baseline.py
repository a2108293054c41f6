"""The baseline: findings that are accepted, each with its reason.

`allowed-breaks.yaml` lists intended breaking changes, `known-differences.yaml` accepted differences from servers. An
entry that nothing matches any more is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Protocol

import yaml
from attrs import evolve, field, frozen

from contract.findings import CannotRunError, Finding, Level
from contract.versioning import numbers

__all__ = ["AllowedBreak", "Entry", "accept_allowed", "read_allowed_breaks", "read_known_differences", "stale_entry"]


class _Found(Protocol):
    """A finding, or a difference from a server."""

    @property
    def rule(self) -> str: ...

    @property
    def where(self) -> str: ...


def _compiled(where: str | list[str]) -> dict[str, re.Pattern[str]]:
    patterns = [where] if isinstance(where, str) else where
    return {pattern: re.compile(".*".join(map(re.escape, pattern.split("*")))) for pattern in patterns}


@frozen
class Entry:
    """An accepted finding.

    Attributes:
        where: The locations, as patterns in which `*` matches any text.
        rule: The rule that reports it.
        reason: Why it is accepted.
    """

    where: dict[str, re.Pattern[str]] = field(converter=_compiled)
    rule: str
    reason: str

    def pattern_of(self, found: _Found) -> str | None:
        """Return the pattern that something found matches; None when it is not what this entry is about."""
        if found.rule != self.rule:
            return None
        return next((text for text, pattern in self.where.items() if pattern.fullmatch(found.where)), None)


@frozen
class AllowedBreak(Entry):
    """An intended breaking change.

    Attributes:
        version: The version, of the contract or of the package, that it comes with.
    """

    version: str


def read_known_differences(path: Path) -> list[Entry]:
    """Read the accepted differences between the contract and servers.

    Raises:
        CannotRunError: The file cannot be read, or holds something else.
    """
    try:
        return [Entry(**entry) for entry in yaml.safe_load(path.read_text("utf-8"))]
    except (OSError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CannotRunError(f"{path.name} has to be a list of entries of where, rule and reason: {error}") from error


def read_allowed_breaks(path: Path, part: Literal["contract", "python"]) -> list[AllowedBreak]:
    """Read the intended breaking changes of the contract, or of the Python packages.

    Raises:
        CannotRunError: The file cannot be read, or holds something else.
    """
    try:
        return [AllowedBreak(**entry) for entry in yaml.safe_load(path.read_text("utf-8"))[part]]
    except (OSError, TypeError, AttributeError, LookupError, yaml.YAMLError) as error:
        expected = "lists of entries of version, rule, where and reason, named contract and python"
        raise CannotRunError(f"{path.name} has to hold {expected}: {error}") from error


def accept_allowed(
    findings: Iterable[Finding], allowed: Iterable[AllowedBreak], base_version: str, *, since_release: bool
) -> list[Finding]:
    """Give intended breaking changes their reasons, and add a finding for each stale entry.

    Args:
        findings: The findings.
        allowed: The intended breaking changes.
        base_version: The version before the change. Breaks that came with it, or earlier, are not changes any more.
        since_release: The base is the last release: entries of earlier versions have to go.
    """
    allowed = list(allowed)
    past = [entry for entry in allowed if numbers(entry.version) <= numbers(base_version)]
    present = [entry for entry in allowed if numbers(entry.version) > numbers(base_version)]
    accepted: list[Finding] = []
    unused = [(entry, pattern) for entry in present for pattern in entry.where]
    for finding in findings:
        matches = [(entry, pattern) for entry in present if (pattern := entry.pattern_of(finding)) is not None]
        if finding.level is Level.BREAKING and matches:
            unused = [pair for pair in unused if pair not in matches]
            finding = evolve(finding, reason=matches[0][0].reason)
        accepted.append(finding)
    if since_release:
        unused += [(entry, pattern) for entry in past for pattern in entry.where]
    return accepted + [
        stale_entry(
            entry,
            pattern,
            "allowed-break-stale",
            f"No breaking change matches this: remove the entry of {entry.version} from allowed-breaks.yaml.",
        )
        for entry, pattern in unused
    ]


def stale_entry(entry: Entry, pattern: str, rule: str, what: str) -> Finding:
    """Return the finding that an entry's pattern matches nothing any more."""
    return Finding(Level.ERROR, rule, f"{entry.rule} {pattern}", what)
