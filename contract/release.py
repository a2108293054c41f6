"""What a change of the contract asks of its version, and breaks that are intended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import yaml
from attrs import evolve, frozen

from contract.findings import CannotRunError, Finding, Level
from contract.known import Known, stale

__all__ = ["ALLOWED", "Allowed", "allow", "read_allowed", "version_finding"]

#: Intended breaks, with their reasons.
ALLOWED = Path(__file__).with_name("allowed-breaks.yaml")


@frozen
class Allowed(Known):
    """An intended break.

    Attributes:
        version: The version, of the contract or of the package, that it comes with.
    """

    version: str


def read_allowed(part: Literal["contract", "python"], path: Path = ALLOWED) -> list[Allowed]:
    """Read the intended breaks of the contract, or of what Python users import.

    Raises:
        CannotRunError: The file has something else in it.
    """
    try:
        return [Allowed(**entry) for entry in yaml.safe_load(path.read_text("utf-8"))[part]]
    except (OSError, TypeError, AttributeError, LookupError, yaml.YAMLError) as error:
        what = "lists of entries of version, rule, where and reason, named contract and python"
        raise CannotRunError(f"{path.name} has to hold {what}: {error}") from error


def allow(
    findings: Iterable[Finding], allowed: Iterable[Allowed], base_version: str, *, since_release: bool
) -> list[Finding]:
    """The same findings, with reasons where they are intended; and one for each stale entry.

    Args:
        findings: What was found.
        allowed: What is intended.
        base_version: The version before the change. What came with that, or earlier, is no longer a change.
        since_release: Whether the change is all since the last release: then entries from before it have to go.
    """
    past = [entry for entry in allowed if _numbers(entry.version) <= _numbers(base_version)]
    present = [entry for entry in allowed if _numbers(entry.version) > _numbers(base_version)]
    settled: list[Finding] = []
    unused = [(entry, pattern) for entry in present for pattern in entry.where]
    for finding in findings:
        matches = [(entry, pattern) for entry in present if (pattern := entry.pattern_of(finding)) is not None]
        if finding.level is Level.BREAKING and matches:
            unused = [pair for pair in unused if pair not in matches]
            finding = evolve(finding, reason=matches[0][0].reason)
        settled.append(finding)
    if since_release:
        unused += [(entry, pattern) for entry in past for pattern in entry.where]
    return settled + [
        stale(
            entry,
            pattern,
            "allowed-break-stale",
            f"Nothing breaks so any more: take the entry of {entry.version} out of {ALLOWED.name}.",
        )
        for entry, pattern in unused
    ]


def version_finding(before: str, now: str, findings: Iterable[Finding]) -> Finding | None:
    """What is wrong with the contract's version after these changes, accepted ones included; None when nothing is.

    What breaks needs a new major version, what adds a new minor one.
    """
    levels = {finding.level for finding in findings}
    major, minor, patch = _numbers(before)
    if Level.BREAKING in levels:
        needed, because = (major + 1, 0, 0), "there are breaking changes"
    elif levels & {Level.RISKY, Level.ADDITION}:
        needed, because = (major, minor + 1, 0), "there are additions"
    else:
        needed, because = (major, minor, patch), "a version never goes back"
    if _numbers(now) >= needed:
        return None
    what = f"The version went from {before} to {now}" if now != before else f"The version is still {before}"
    least = ".".join(map(str, needed))
    return Finding(Level.ERROR, "version-too-low", "info.version", f"{what}, but {because}: make it {least} or higher.")


def _numbers(version: str) -> tuple[int, int, int]:
    """The numbers of a version.

    Raises:
        CannotRunError: It is none.
    """
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise CannotRunError(f"{version!r} is no version such as 1.2.3.")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch
