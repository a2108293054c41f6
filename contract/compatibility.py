"""docs/compatibility.md: what works on each version of the server, by the results of tests and by measured borders."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from contract.borders import ABSENT, NO_OPERATION, PRESENT, Borders, Since, in_order
from contract.findings import CannotRunError
from contract.spec import Document
from contract.workspace import Workspace
from tools.servers.probes import BEHAVIOURS
from tools.servers.versions import VERSIONS

__all__ = ["write_page"]

_WORKS, _EXISTS, _BROKEN, _UNSUPPORTED, _FAILED, _NOT_RUN = "✓", "○", "!", "—", "✗", "not run"

#: What is known of versions that no test runs on.
_OTHER_VERSIONS = (
    "- 1.19.3: its published types differ from those of 1.18.33 in no session operation.",
    "- 2.x: OpenCode 2.x has another API, below `/api`. Every call raises `UnsupportedByServerError`, which names the",
    "  version. Run a server of version 1.x instead: `npm install -g opencode-ai@1`, whose program is `opencode`; that",
    "  of 2.x is `opencode2`.",
)


def write_page(workspace: Workspace, contract: Document) -> list[str]:
    """Write the page from the results that `python -m tools.servers.matrix` keeps, and from contract/borders.json.

    Returns:
        A problem in a sentence for each cell of which nothing is known, or with a test that failed.

    Raises:
        CannotRunError: There are no results.
    """
    borders = Borders.read(workspace.borders)
    runs = {run["version"]: run for run in map(_read, workspace.matrix.glob("*.json"))}
    if not runs and not borders.dates:
        raise CannotRunError("There are no results: run `make matrix` first.")
    versions = in_order({*runs, *(version for version in VERSIONS if version in borders.dates)})
    names = [operation.id for operation in contract.operations()]
    cells = {
        (name, version): _cell(runs.get(version), borders.seen.get(name, {}).get(version), name)
        for name in names
        for version in versions
    }
    tested = [runs[version] for version in versions if version in runs]
    page = [*_table(names, versions, cells, tested), *_notes(tested), *_borders(names, borders)]
    page += ["", "## Other versions", "", *_OTHER_VERSIONS, *_test_runs(tested)]
    workspace.compatibility_page.write_text("\n".join(page) + "\n", "utf-8")
    problems = {_NOT_RUN: "No test ran of {} on {}.", _FAILED: "A test of {} failed on {}."}
    return [problems[cell].format(name, version) for (name, version), cell in cells.items() if cell in problems]


def _read(path: Path) -> Mapping[str, Any]:
    run: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return run


def _cell(run: Mapping[str, Any] | None, seen: str | None, operation: str) -> str:
    """Return the sign for an operation on a version: by the tests, or else by what the probes saw."""
    tests = [result for result in run["results"] if result["operation"] == operation] if run else []
    if any(result["outcome"] == "failed" for result in tests):
        return _FAILED
    if not tests or any(result["outcome"] != "passed" for result in tests):
        return {PRESENT: _EXISTS, ABSENT: _UNSUPPORTED}.get(seen or "", _NOT_RUN)
    if any(result.get("broken") for result in tests):
        return _BROKEN
    return _WORKS if all(result["supported"] for result in tests) else _UNSUPPORTED


def _table(
    names: list[str], versions: list[str], cells: Mapping[tuple[str, str], str], runs: list[Mapping[str, Any]]
) -> list[str]:
    parts = {
        result["operation"]: result["only"] for run in runs for result in run["results"] if result["only"] is not None
    }
    lines = [
        "# Which servers work",
        "",
        "<!-- Written by `make matrix` and `make borders`: do not edit. -->",
        "",
        "Every operation against every version. ✓ works: a test looked for its effect on a real server of the version.",
        "○ exists: a call was answered as it should be. ! is there but does not work (see below), — is not there, and",
        "raises `UnsupportedByServerError`, ✗ failed.",
        "",
        "| | " + " | ".join(versions) + " |",
        "|---|" + ":-:|" * len(versions),
    ]
    footnotes = {name: number for number, name in enumerate((name for name in names if name in parts), 1)}
    for name in names:
        mark = f" ({footnotes[name]})" if name in footnotes else ""
        lines.append(f"| `{name}`{mark} | " + " | ".join(cells[name, version] for version in versions) + " |")
    return [*lines, "", *(f"({number}) Tested only: {parts[name]}.  " for name, number in footnotes.items())]


def _test_runs(runs: list[Mapping[str, Any]]) -> list[str]:
    lines = ["", "## Test runs", "", "| version | date | clients | passed | failed |", "|---|---|---|--:|--:|"]
    for run in runs:
        counts = Counter(result["outcome"] for result in run["results"])
        clients = sorted({result["mode"] for result in run["results"] if result["mode"]})
        lines.append(
            f"| {run['version']} | {run['date']} | {', '.join(clients)} | {counts['passed']} | {counts['failed']} |"
        )
    return lines


def _borders(names: list[str], borders: Borders) -> list[str]:
    """Return the borders of operations, and those of behaviours."""
    versions = list(borders.dates)
    if not versions:
        return []
    lines = [
        "",
        "## Since when",
        "",
        f"Measured between {versions[0]} and {versions[-1]}, on {len(versions)} of the versions in the npm registry:",
        "where two of them differ, also on those between them, until none was left. So each border is exact, unless a",
        "change was taken back before the next measured version. The registry does not have every released version.",
        "An operation that is not listed exists on all versions.",
        "",
        "| operation | since | the version before, without it |",
        "|---|---|---|",
    ]
    for name in names:
        if (border := borders.since(name)) is not None:
            lines.append(f"| `{name}` | {border.version} | {border.before} |")
    lines += ["", "## What changed", "", "Measured in the same way.", "", "| behaviour | versions |", "|---|---|"]
    for name, behaviour in BEHAVIOURS.items():
        runs = [run for run in borders.runs(name) if run.state != NO_OPERATION]
        if len(runs) > 1:
            lines.append(f"| {behaviour.words} | {'<br>'.join(_spans(runs))} |")
    return lines


def _spans(runs: list[Since]) -> Iterator[str]:
    """Iterate over runs of versions, each in words with what was seen on it."""
    for run, following in zip_longest(runs, runs[1:]):
        if following is None:
            yield f"since {run.version}: {run.state}"
        elif run.before is None:
            yield f"up to {following.before}: {run.state}"
        elif run.version == following.before:
            yield f"{run.version}: {run.state}"
        else:
            yield f"{run.version} to {following.before}: {run.state}"


def _notes(runs: list[Mapping[str, Any]]) -> list[str]:
    """Return the remarks of tests on versions, each with the first and the last version."""
    found: dict[str, list[str]] = {}
    for run in runs:
        for result in run["results"]:
            for remark in result["remarks"]:
                if result["outcome"] == "passed" and run["version"] not in found.setdefault(remark, []):
                    found[remark].append(run["version"])
    lines = [
        f"- {versions[0] if len(versions) == 1 else f'{versions[0]} to {versions[-1]}'}: {remark}"
        for remark, versions in found.items()
    ]
    return ["", "## Notes", "", *lines] if lines else []
