"""The accuracy of the breaking change report, measured with a corpus of single changes of known severity.

In the folder of the corpus, steps.yaml has changes of base.yaml, keywords.yaml changes of one field of it, in both
directions, fresh.yaml changes of other small contracts, and servers.yaml changes between documents of older servers.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import jsonpatch
import yaml
from attrs import frozen

from contract.diff.report import diff_report
from contract.findings import Level, Who
from contract.spec import Document
from contract.workspace import Workspace

__all__ = ["Result", "mistakes", "results", "table", "with_table"]

_BEGIN, _END = "<!-- corpus: begin -->", "<!-- corpus: end -->"
#: The level of a change without any effect.
_NOTHING = "none"


@frozen
class _Case:
    """A single change with its known severity."""

    name: str
    area: str
    base: Document
    revision: Document
    level: str
    who: frozenset[str]


@frozen
class Result:
    """The severity that the report gives a change, and the right one.

    Attributes:
        name: The change.
        area: The part of the contract that changes.
        right: The right level, or `none`; and the people that the change concerns.
        reported: The worst level in the report, or `none`; and the people that it concerns.
    """

    name: str
    area: str
    right: tuple[str, frozenset[str]]
    reported: tuple[str, frozenset[str]]

    @property
    def breaks(self) -> bool:
        """True when the change is breaking."""
        return self.right[0] == Level.BREAKING

    @property
    def is_missed(self) -> bool:
        """True when the change is breaking, and the report misses it."""
        return self.breaks and self.reported[0] != Level.BREAKING

    @property
    def is_false_alarm(self) -> bool:
        """True when the report says that the change is breaking, and it is not."""
        return not self.breaks and self.reported[0] == Level.BREAKING


def results(workspace: Workspace) -> list[Result]:
    """Make the report of every change of the corpus."""
    cases = (*_steps(workspace), *_keyword_steps(workspace), *_fresh_steps(workspace), *_server_steps(workspace))
    return [_result(case) for case in cases]


def _result(case: _Case) -> Result:
    findings = diff_report(case.base, case.revision)
    worst = findings[0].level if findings else None
    who = frozenset(str(one) for finding in findings if finding.level is worst for one in finding.who)
    return Result(case.name, case.area, (case.level, case.who), (worst or _NOTHING, who))


def _read(workspace: Workspace, name: str) -> Any:
    # The loader of the C library is ten times as fast.
    return yaml.load((workspace.corpus / name).read_text("utf-8"), yaml.CSafeLoader)


def _steps(workspace: Workspace) -> Iterator[_Case]:
    base = _read(workspace, "base.yaml")
    for step in _read(workspace, "steps.yaml"):
        yield _case(step, step["area"], base)


def _keyword_steps(workspace: Workspace) -> Iterator[_Case]:
    """Make a change of a field of a body, and of a field of a response, there and back."""
    base = _read(workspace, "base.yaml")
    for pair in _read(workspace, "keywords.yaml"):
        for area, who, schema in (("request", "caller", "SessionChatParams"), ("response", "reader", "Message")):
            documents = []
            for value in (pair["one"], pair["other"]):
                document = copy.deepcopy(base)
                document["components"]["schemas"] |= copy.deepcopy(pair.get("schemas", {}))
                document["components"]["schemas"][schema]["properties"]["subject"] = value
                documents.append(Document(document))
            for way, level, (before, after) in zip(
                ("there", "back"), pair[area], (documents, documents[::-1]), strict=True
            ):
                assert level in (*Level, _NOTHING), pair["name"]
                whom = {Level.DOCS: {Who.DOCS}, _NOTHING: set()}.get(level, {Who(who)})
                name = f"{pair['name']}, {way}, in a {area}"
                yield _Case(name, f"keywords of {area}s", before, after, level, frozenset(whom))


def _fresh_steps(workspace: Workspace) -> Iterator[_Case]:
    for contract in _read(workspace, "fresh.yaml"):
        for step in contract["changes"]:
            yield _case(step, "other contracts", contract["document"])


def _server_steps(workspace: Workspace) -> Iterator[_Case]:
    for step in _read(workspace, "servers.yaml"):
        base = json.loads((workspace.corpus / "servers" / step["before"]).read_text("utf-8"))
        yield _case(step, "steps of the server", base)


def _case(step: dict[str, Any], area: str, base: Any) -> _Case:
    revision = jsonpatch.apply_patch(copy.deepcopy(base), step["patch"])
    assert step["level"] in (*Level, _NOTHING), step["name"]
    return _Case(
        step["name"], area, Document(base), Document(revision), step["level"], frozenset(map(Who, step["who"]))
    )


def table(found: Sequence[Result]) -> str:
    """Format the results by area, as a Markdown table."""
    areas = dict.fromkeys(result.area for result in found)
    rows = [[result for result in found if result.area == area] for area in areas]
    lines = [
        "| changes of | in all | breaking | missed | false alarms | level right | level and whom right |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(_row(area, row) for area, row in zip(areas, rows, strict=True)),
        _row("**all**", found),
    ]
    return "\n".join(lines)


def _row(area: str, row: Sequence[Result]) -> str:
    counts = (
        len(row),
        sum(result.breaks for result in row),
        sum(result.is_missed for result in row),
        sum(result.is_false_alarm for result in row),
        sum(result.right[0] == result.reported[0] for result in row),
        sum(result.right == result.reported for result in row),
    )
    return f"| {area} | {' | '.join(map(str, counts))} |"


def with_table(page: str, found: Sequence[Result]) -> str:
    """Return a page with its table replaced by that of these results."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{table(found)}\n{_END}{after}"


def mistakes(found: Sequence[Result]) -> list[str]:
    """Describe every result whose level or people are not right."""
    return [
        f"{result.area}: {result.name}: {_severity(result.reported)}, and is {_severity(result.right)}"
        for result in found
        if result.right != result.reported
    ]


def _severity(severity: tuple[str, frozenset[str]]) -> str:
    level, who = severity
    return f"{level} for {', '.join(sorted(who)) or 'nobody'}"
