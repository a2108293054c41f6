"""docs/compatibility.md: which operation works on which version of the server, as tests have shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from contract.operations import OPERATIONS
from opencode_sessions.versions import is_older

PAGE = Path(__file__).parents[1] / "docs" / "compatibility.md"

_WORKS, _BROKEN, _UNSUPPORTED, _FAILED, _NOT_RUN = "✓", "!", "—", "✗", "not run"


def write_page(runs: Iterable[Mapping[str, Any]], *, tell: Callable[[str], object]) -> bool:
    """Write the page; whether every cell of it has a test that ran, and none that failed.

    Args:
        runs: The results by version, as `matrix` keeps them.
        tell: Is told what is missing.
    """
    ordered: list[Mapping[str, Any]] = []
    for run in runs:
        place = sum(not is_older(run["version"], other["version"]) for other in ordered)
        ordered.insert(place, run)
    if not ordered:
        tell("There are no results: run the tests first.")
        return False
    cells = {(name, run["version"]): _cell(run["results"], name) for name in OPERATIONS for run in ordered}
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(_page(ordered, cells)) + "\n", "utf-8")
    missing = [f"{name} on {version}" for (name, version), cell in cells.items() if cell == _NOT_RUN]
    for cell in missing:
        tell(f"error: no test ran of {cell}")
    return not missing and _FAILED not in cells.values()


def _cell(results: Iterable[Mapping[str, Any]], operation: str) -> str:
    tests = [result for result in results if result["operation"] == operation]
    if any(result["outcome"] == "failed" for result in tests):
        return _FAILED
    if not tests or any(result["outcome"] != "passed" for result in tests):
        return _NOT_RUN
    if any(result.get("broken") for result in tests):
        return _BROKEN
    return _WORKS if all(result["supported"] for result in tests) else _UNSUPPORTED


def _page(runs: list[Mapping[str, Any]], cells: Mapping[tuple[str, str], str]) -> list[str]:
    versions = [run["version"] for run in runs]
    parts = {
        result["operation"]: result["only"] for run in runs for result in run["results"] if result["only"] is not None
    }
    lines = [
        "# Which servers work",
        "",
        "<!-- Written by `make matrix` from the results of tests: do not edit. -->",
        "",
        "Every operation against every version, each by a test that looks for its effect on a real server of that",
        "version, with each client. ✓ works, ! is there but does not work (see below), — is not there, which raises",
        "`UnsupportedByServerError`, ✗ failed.",
        "",
        "| | " + " | ".join(versions) + " |",
        "|---|" + ":-:|" * len(versions),
    ]
    notes = {name: number for number, name in enumerate((name for name in OPERATIONS if name in parts), 1)}
    for name in OPERATIONS:
        mark = f" ({notes[name]})" if name in notes else ""
        lines.append(f"| `{name}`{mark} | " + " | ".join(cells[name, version] for version in versions) + " |")
    lines += ["", *(f"({number}) Tested only: {parts[name]}.  " for name, number in notes.items())]
    lines += ["", "## What differs", "", *_remarks(runs)]
    lines += ["", "## What ran", "", "| version | date | passed | failed |", "|---|---|--:|--:|"]
    for run in runs:
        counts = Counter(result["outcome"] for result in run["results"])
        lines.append(f"| {run['version']} | {run['date']} | {counts['passed']} | {counts['failed']} |")
    return lines


def _remarks(runs: list[Mapping[str, Any]]) -> list[str]:
    """What tests found out about versions, each with the first and the last of those."""
    found: dict[str, list[str]] = {}
    for run in runs:
        for result in run["results"]:
            for remark in result["remarks"]:
                if result["outcome"] == "passed" and run["version"] not in found.setdefault(remark, []):
                    found[remark].append(run["version"])
    return [
        f"- {versions[0] if len(versions) == 1 else f'{versions[0]} to {versions[-1]}'}: {remark}"
        for remark, versions in found.items()
    ]
