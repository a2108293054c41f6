"""The version rule: a breaking change needs a new major version of the contract, an addition a new minor one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract.findings import CannotRunError, Finding, Level

__all__ = ["numbers", "version_finding"]


def version_finding(before: str, now: str, findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that the contract's version is too low for these changes; None when it is high enough.

    Accepted breaking changes count too.

    Raises:
        CannotRunError: One of the two is not a version.
    """
    levels = {finding.level for finding in findings}
    major, minor, patch = numbers(before)
    if Level.BREAKING in levels:
        needed, because = (major + 1, 0, 0), "there are breaking changes"
    elif levels & {Level.RISKY, Level.ADDITION}:
        needed, because = (major, minor + 1, 0), "there are additions"
    else:
        needed, because = (major, minor, patch), "a version never goes back"
    if numbers(now) >= needed:
        return None
    what = f"The version went from {before} to {now}" if now != before else f"The version is still {before}"
    least = ".".join(map(str, needed))
    return Finding(Level.ERROR, "version-too-low", "info.version", f"{what}, but {because}: make it {least} or higher.")


def numbers(version: str) -> tuple[int, int, int]:
    """Split a version such as `1.2.3` into its numbers.

    Raises:
        CannotRunError: It is not such a version.
    """
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise CannotRunError(f"{version!r} is not a version such as 1.2.3.")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch
