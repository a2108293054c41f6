"""How right the breaking report is: single changes whose class is known, and what it says of them.

python -m contract.corpus            # print the result; exit 0 when it is as good as it has to be
python -m contract.corpus --write    # and put it into docs/contract-review.md

In tests/contract/changes, steps.yaml has changes of base.yaml, and servers.yaml those of what older servers say of
themselves.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jsonpatch
import yaml
from attrs import frozen

from contract.changes.judging import judged_changes
from contract.findings import CannotRunError, Level, Outcome, Who
from contract.generate import ROOT
from contract.openapi import Document

__all__ = ["PAGE", "Result", "results", "table", "with_table"]

PAGE = ROOT / "docs" / "contract-review.md"
_CHANGES = ROOT / "tests" / "contract" / "changes"
_BEGIN, _END = "<!-- corpus: begin -->", "<!-- corpus: end -->"
_AT_ONCE = 2
#: What nobody can notice.
_NOTHING = "none"


@frozen
class _Case:
    """A single change with its right class."""

    name: str
    area: str
    base: Document
    revision: Document
    level: str
    who: frozenset[str]


@frozen
class Result:
    """What the report says of a change, beside what is right.

    Attributes:
        name: The change.
        area: What it is a change of.
        right: The right level, or `none`; and whom it concerns.
        told: The worst level that the report tells, or `none`; and whom that concerns.
    """

    name: str
    area: str
    right: tuple[str, frozenset[str]]
    told: tuple[str, frozenset[str]]

    @property
    def breaks(self) -> bool:
        """Whether it breaks something."""
        return self.right[0] == Level.BREAKING

    @property
    def is_missed(self) -> bool:
        """Whether it breaks something, and the report does not say so."""
        return self.breaks and self.told[0] != Level.BREAKING

    @property
    def is_false_alarm(self) -> bool:
        """Whether the report says that it breaks something, and it does not."""
        return not self.breaks and self.told[0] == Level.BREAKING


def results() -> list[Result]:
    """What the report says of every change.

    Raises:
        CannotRunError: The engine could not run.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(_result, [*_steps(), *_server_steps()]))


def _result(case: _Case) -> Result:
    findings = judged_changes(case.base, case.revision)
    worst = findings[0].level if findings else None
    who = frozenset(str(one) for finding in findings if finding.level is worst for one in finding.who)
    return Result(case.name, case.area, (case.level, case.who), (worst or _NOTHING, who))


def _steps() -> Iterator[_Case]:
    base = yaml.safe_load((_CHANGES / "base.yaml").read_text("utf-8"))
    for step in yaml.safe_load((_CHANGES / "steps.yaml").read_text("utf-8")):
        yield _case(step, step["area"], base)


def _server_steps() -> Iterator[_Case]:
    for step in yaml.safe_load((_CHANGES / "servers.yaml").read_text("utf-8")):
        base = json.loads((_CHANGES / "servers" / step["before"]).read_text("utf-8"))
        yield _case(step, "steps of the server", base)


def _case(step: dict[str, Any], area: str, base: Document) -> _Case:
    revision = jsonpatch.apply_patch(copy.deepcopy(base), step["patch"])
    assert step["level"] in (*Level, _NOTHING), step["name"]
    return _Case(step["name"], area, base, revision, step["level"], frozenset(map(Who, step["who"])))


def table(found: Sequence[Result]) -> str:
    """The results by area, as Markdown."""
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
        sum(result.right[0] == result.told[0] for result in row),
        sum(result.right == result.told for result in row),
    )
    return f"| {area} | {' | '.join(map(str, counts))} |"


def with_table(page: str, found: Sequence[Result]) -> str:
    """The page with the results in their place."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{table(found)}\n{_END}{after}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0 when it is good enough, 1 when not, 2 when it could not be judged."""
    parser = argparse.ArgumentParser(
        prog="python -m contract.corpus", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--write", action="store_true", help=f"write the result into {PAGE.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    try:
        found = results()
    except CannotRunError as error:
        print(f"error: {error}", file=sys.stderr)
        return Outcome.COULD_NOT_RUN
    print(table(found))
    for result in found:
        if result.right != result.told:
            print(f"{result.area}: {result.name}: {_told(result.told)}, and is {_told(result.right)}")
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), found), "utf-8")
    missed, false_alarms = sum(result.is_missed for result in found), sum(result.is_false_alarm for result in found)
    print(f"{missed} breaking changes missed, {false_alarms} false alarms.")
    return Outcome.FINDINGS if missed or false_alarms > 1 else Outcome.CLEAN


def _told(judgement: tuple[str, frozenset[str]]) -> str:
    level, who = judgement
    return f"{level} for {', '.join(sorted(who)) or 'nobody'}"


if __name__ == "__main__":
    sys.exit(main())
