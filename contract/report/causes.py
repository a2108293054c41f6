"""Findings in groups: by operation or schema, then by cause. One cause at many places is one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from contract.findings import ACCEPTED, Finding, Level

__all__ = ["KINDS", "Cause", "Group", "grouped"]

#: What the reports count findings as, worst first.
KINDS = (*map(str, Level), ACCEPTED)

#: An operation, a path, a file, a Python class with its packages, or a schema.
_OWNER = re.compile(r"[A-Z]+ /\S*|/\S*|[\w.-]+/\S*|opencode_sessions(?:\.[a-z_]\w*)*(?:\.[A-Z]\w*)?|[^\s.()\[\]]+")
#: The title of the group of causes at several operations and schemas.
SEVERAL = "In several places"


@frozen
class Cause:
    """The findings that say the same of one or more places.

    Attributes:
        what: The finding in a sentence, with `[…]` for the names that differ.
        python: The effect for Python users, in the same form.
        findings: A finding for each place.
    """

    what: str
    python: str
    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        """The first finding, which has the level and the rule of all."""
        return self.findings[0]

    @property
    def rank(self) -> tuple[bool, int]:
        """The position in the order, the worst first."""
        return not self.first.fails, KINDS.index(self.first.kind)


def _worst_first(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(sorted(causes, key=lambda cause: cause.rank))


@frozen
class Group:
    """The causes at one operation or schema, worst first.

    Attributes:
        title: The operation or schema, or `In several places`.
        causes: The causes.
    """

    title: str
    causes: Sequence[Cause] = field(converter=_worst_first)

    @property
    def findings(self) -> list[Finding]:
        """The findings of all causes."""
        return [finding for cause in self.causes for finding in cause.findings]


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Group findings by cause, then by operation or schema, the worst first; causes at several of them have a group."""
    alike: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        texts = _general(finding.what, finding.where), _general(finding.python, finding.where)
        alike[(finding.kind, finding.level, finding.rule, finding.who, finding.reason, *texts)].append(finding)
    groups: dict[str, list[Cause]] = defaultdict(list)
    for found in alike.values():
        first, *others = found
        what, python = first.what, first.python
        if others:
            what, python = _general(what, first.where), _general(python, first.where)
        owners = {_owner(finding.where) for finding in found}
        groups[SEVERAL if len(owners) > 1 else owners.pop()].append(Cause(what, python, found))
    made = [Group(title, causes) for title, causes in groups.items()]
    return sorted(made, key=lambda group: (group.causes[0].rank, group.title != SEVERAL))


def _owner(where: str) -> str:
    found = _OWNER.match(where)
    return found[0] if found else where


def _general(text: str, where: str) -> str:
    """Return a text with `[…]` for the operation or schema that it is about."""
    name = re.split(r"[.\s]", _owner(where))[-1] if where.startswith("opencode_sessions") else _owner(where)
    return re.sub(rf"(?<![\w/]){re.escape(name)}(?![\w/])", "[…]", text) if name else text
