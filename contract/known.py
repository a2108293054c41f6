"""Deviations, of a server's document or of its traffic from the contract: which are known, and which are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from contract.findings import CannotRunError, Finding, Level, Who

__all__ = ["KNOWN", "Deviation", "Known", "read_known", "settle", "stale"]

#: The known differences, with their reasons.
KNOWN = Path(__file__).with_name("known-differences.yaml")


@frozen
class Deviation:
    """One deviation in one place.

    Attributes:
        rule: Its kind, such as `drift-missing`.
        where: The place, such as `GET /session answer 200 [].title`.
        what: What it is, in a sentence.
        subject: What it is about wherever that is in use, such as `Session.title`: the same deviation of the same
            subject is one finding.
        who: Whom it concerns.
        line: The line of openapi.yaml; None when it is about none.
    """

    rule: str
    where: str
    what: str
    subject: str
    who: Who
    line: int | None = None


def _patterns(where: str | list[str]) -> dict[str, re.Pattern[str]]:
    patterns = [where] if isinstance(where, str) else where
    return {pattern: re.compile(".*".join(map(re.escape, pattern.split("*")))) for pattern in patterns}


@frozen
class Known:
    """A known difference.

    Attributes:
        where: The places, as patterns in which `*` stands for anything.
        rule: The kind of deviation.
        reason: Why it is known and accepted.
    """

    where: dict[str, re.Pattern[str]] = field(converter=_patterns)
    rule: str
    reason: str

    def pattern_of(self, deviation: Deviation | Finding) -> str | None:
        """The pattern that a deviation, or a finding, matches; None when it is another one."""
        if deviation.rule != self.rule:
            return None
        return next((text for text, pattern in self.where.items() if pattern.fullmatch(deviation.where)), None)


def read_known(path: Path = KNOWN) -> list[Known]:
    """Read the known differences.

    Raises:
        CannotRunError: The file has something else in it.
    """
    try:
        return [Known(**entry) for entry in yaml.safe_load(path.read_text("utf-8"))]
    except (OSError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CannotRunError(f"{path.name} has to be a list of entries of where, rule and reason: {error}") from error


def settle(
    deviations: Iterable[Deviation], known: Iterable[Known], rules: type[StrEnum], *, all_expected: bool = True
) -> list[Finding]:
    """Make findings: one of what deviates alike in many places, and one of all that is known for the same reason.

    Args:
        deviations: What was found.
        known: What is known.
        rules: The kinds of deviation that were looked for.
        all_expected: Whether it is a finding too when something known is not found: it has to go.
    """
    known = [entry for entry in known if entry.rule in list(rules)]
    unknown: dict[Any, list[Deviation]] = {}
    accepted: dict[int, dict[Any, Deviation]] = {}
    unmet = {(number, pattern) for number, entry in enumerate(known) for pattern in entry.where}
    for deviation in deviations:
        alike = (deviation.rule, deviation.subject, deviation.what, deviation.who)
        matches = [(number, text) for number, entry in enumerate(known) if (text := entry.pattern_of(deviation))]
        if matches:
            accepted.setdefault(matches[0][0], {}).setdefault(alike, deviation)
            unmet.difference_update(matches)
        else:
            unknown.setdefault(alike, []).append(deviation)
    findings = [_finding(places, "Also in {} more.") for places in unknown.values()]
    findings += [
        _finding(list(accepted[number].values()), "And {} more like it.", known[number].reason)
        for number in sorted(accepted)
    ]
    if all_expected:
        what = f"Nothing differs so any more: take the pattern out of {KNOWN.name}."
        findings += [stale(known[number], pattern, "known-difference-stale", what) for number, pattern in sorted(unmet)]
    return findings


def _finding(deviations: Sequence[Deviation], more: str, reason: str | None = None) -> Finding:
    first, rest = deviations[0], len(deviations) - 1
    return Finding(
        Level.ERROR,
        first.rule,
        first.where,
        f"{first.what} {more.format(rest)}" if rest else first.what,
        tuple(dict.fromkeys(deviation.who for deviation in deviations)),
        line=first.line,
        reason=reason,
    )


def stale(entry: Known, pattern: str, rule: str, what: str) -> Finding:
    """The finding that an entry's pattern matches nothing any more."""
    return Finding(Level.ERROR, rule, f"{entry.rule} {pattern}", what)
