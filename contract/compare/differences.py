"""Differences between the contract and servers, and the findings that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from attrs import frozen

from contract.baseline import Entry, stale_entry
from contract.findings import Finding, Level, Who

__all__ = ["Difference", "difference_findings"]


@frozen
class Difference:
    """One difference at one place.

    Attributes:
        rule: Its kind, such as `drift-missing`.
        where: The place, such as `GET /session response 200 [].title`.
        what: The difference in a sentence.
        subject: The part of the contract that differs, such as `Session.title`: the same difference of the same subject
            is one finding, at however many places it shows.
        who: The people that it concerns.
        line: The line of openapi.yaml; None when it is not about one.
    """

    rule: str
    where: str
    what: str
    subject: str
    who: Who
    line: int | None = None


def difference_findings(
    differences: Iterable[Difference], known: Iterable[Entry], rules: type[StrEnum], *, all_expected: bool = True
) -> list[Finding]:
    """Make findings of differences: one for the same difference at many places, and one for each reason to accept some.

    Args:
        differences: The differences.
        known: The accepted differences.
        rules: The kinds of difference that were looked for.
        all_expected: Also report accepted differences that were not found: their entries have to go.
    """
    known = [entry for entry in known if entry.rule in list(rules)]
    unknown: dict[Any, list[Difference]] = {}
    accepted: dict[int, dict[Any, Difference]] = {}
    unused = {(number, pattern) for number, entry in enumerate(known) for pattern in entry.where}
    for difference in differences:
        key = (difference.rule, difference.subject, difference.what, difference.who)
        matches = [(number, text) for number, entry in enumerate(known) if (text := entry.pattern_of(difference))]
        if matches:
            accepted.setdefault(matches[0][0], {}).setdefault(key, difference)
            unused.difference_update(matches)
        else:
            unknown.setdefault(key, []).append(difference)
    findings = [_finding(places, "Also in {} more.") for places in unknown.values()]
    findings += [
        _finding(list(accepted[number].values()), "And {} more like it.", known[number].reason)
        for number in sorted(accepted)
    ]
    if all_expected:
        what = "No difference matches this: remove the pattern from known-differences.yaml."
        findings += [
            stale_entry(known[number], pattern, "known-difference-stale", what) for number, pattern in sorted(unused)
        ]
    return findings


def _finding(differences: Sequence[Difference], more: str, reason: str | None = None) -> Finding:
    first, rest = differences[0], len(differences) - 1
    return Finding(
        Level.ERROR,
        first.rule,
        first.where,
        f"{first.what} {more.format(rest)}" if rest else first.what,
        tuple(dict.fromkeys(difference.who for difference in differences)),
        line=first.line,
        reason=reason,
    )
